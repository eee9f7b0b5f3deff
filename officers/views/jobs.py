from django.shortcuts import get_object_or_404, render

from officers.models import Job


def job_progress(request, pk):
    """How far a job is, as the part of a page that asks again by itself."""
    job = get_object_or_404(Job.objects.visible_to(request.user), pk=pk)
    response = render(
        request,
        "officers/job.html",
        {"job": job, "result_url": job.result.get("url", "")},
    )
    if request.htmx and job.finished_at:
        response["HX-Refresh"] = "true"  # the page around it shows what came of it
    return response
