"""Breakdowns as bars with their table."""

from .bars import FILTERS, Bar, area_bars, row_label, row_value
from .chart import MOST, Chart, breakdown_chart

__all__ = ["FILTERS", "MOST", "Bar", "Chart", "area_bars", "breakdown_chart", "row_label", "row_value"]
