"""Stage 6: the bound book becomes the printer's files, in inks, with bleed and crop marks (PDF/X-4, ISO 15930-7)."""

from pipeline.press.block import press_block
from pipeline.press.cover import press_cover
from pipeline.press.inks import PrintingCondition
from pipeline.press.pictures import PictureProfiles

__all__ = ["PictureProfiles", "PrintingCondition", "press_block", "press_cover"]
