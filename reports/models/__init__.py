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

__all__ = [
    "MonthlyReport",
    "PassportStatistic",
    "ReportDeclaration",
    "ReportDelivery",
    "ReportRecipient",
    "ReportRemark",
    "ReportRevision",
    "ReportStep",
    "Span",
    "StatisticDiscrepancy",
]
