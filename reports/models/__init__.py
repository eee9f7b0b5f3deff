from reports.models.discrepancy import StatisticDiscrepancy
from reports.models.life import (
    ReportDeclaration,
    ReportDelivery,
    ReportRecipient,
    ReportRemark,
    ReportStep,
)
from reports.models.report import MonthlyReport, ReportRevision, Span
from reports.models.statistic import PassportStatistic
from reports.models.steering import DataVerdict, Indicator, SavedView
from reports.models.summary import DestinationSum, FigureSum, HomeSum

__all__ = [
    "DataVerdict",
    "DestinationSum",
    "FigureSum",
    "HomeSum",
    "Indicator",
    "MonthlyReport",
    "PassportStatistic",
    "ReportDeclaration",
    "ReportDelivery",
    "ReportRecipient",
    "ReportRemark",
    "ReportRevision",
    "ReportStep",
    "SavedView",
    "Span",
    "StatisticDiscrepancy",
]
