from reports.models.report import MonthlyReport, ReportRevision, ReportSetting
from reports.models.statistic import PassportStatistic

__all__ = ["MonthlyReport", "PassportStatistic", "ReportRevision", "ReportSetting"]
