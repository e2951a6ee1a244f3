"""The arithmetic of the business plan; it has no database, no clock and no user."""

from core.forecast.inputs import Inputs, Offer
from core.forecast.outcome import Forecast, Year
from core.forecast.plan import build

__all__ = ["Forecast", "Inputs", "Offer", "Year", "build"]
