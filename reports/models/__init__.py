from reports.models.discrepancy import StatisticDiscrepancy
from reports.models.report import MonthlyReport, ReportRevision
from reports.models.statistic import PassportStatistic

__all__ = ["MonthlyReport", "PassportStatistic", "ReportRevision", "StatisticDiscrepancy"]
