from django.shortcuts import get_object_or_404, render

from officers.models import Job


def job_progress(request, pk):
    """How far a job is, as the part of a page that asks again by itself."""
    job = get_object_or_404(Job.objects.visible_to(request.user), pk=pk)
    return render(
        request,
        "officers/job.html",
        {"job": job, "result_url": job.result.get("url", "")},
    )
