"""The policy that a case runs under, in words: what an auditor holds its record against."""

from collections.abc import Mapping
from typing import Any

from hearthline.complaints.model import ClockName, Severity
from hearthline.complaints.policy import Policy, Step
from hearthline.platform.targets import Target, Unit

Words = Mapping[str, str]

_UNITS: Mapping[Unit, Words] = {
    Unit.HOURS: {"zh": "{n} 小时，昼夜连续计算", "en": "{n} hours, round the clock"},
    Unit.DAYS: {"zh": "{n} 天，昼夜连续计算", "en": "{n} days, round the clock"},
    Unit.WORKING_HOURS: {"zh": "{n} 个工作小时", "en": "{n} working hours"},
    Unit.WORKING_DAYS: {"zh": "{n} 个工作日", "en": "{n} working days"},
}
_BEGINS: Mapping[ClockName, Words] = {
    ClockName.ACKNOWLEDGE: {"zh": "受理时限：", "en": "Taken up by a person within "},
    ClockName.ANSWER: {"zh": "首次答复时限：", "en": "First answer within "},
    ClockName.RESOLVE: {"zh": "解决时限：", "en": "Resolved within "},
}


def policy_view(policy: Policy, severity: Severity) -> dict[str, Any]:
    """Give what this version of the policy promises at a severity, whom it tells when, and its periods."""
    return {
        "version": policy.version,
        "severity": severity.value,
        "targets": [
            {"clock": clock.value, "target": str(target), "words": _promised(clock, target)}
            for clock in ClockName
            for target in (policy.target(severity, clock),)
        ],
        "at_once": list(policy.at_once.get(severity, ())),
        "steps": [
            {
                "clock": step.clock.value,
                "step": step.name,
                "at": _when(step),
                "every": str(step.every) if step.every else None,
                "tell": list(step.tell),
            }
            for step in policy.steps
        ],
        "acknowledge_within_minutes": int(policy.acknowledge_within[severity].total_seconds() // 60),
        "pause_cap_days": policy.pause_cap.days,
        "reopen_within_days": policy.reopen_within.days,
        "close_after_days": policy.close_after.days,
        "longest_extension_days": policy.longest_extension.days,
    }


def _promised(clock: ClockName, target: Target) -> dict[str, str]:
    return {
        language: begin + _UNITS[target.unit][language].format(n=target.amount)
        for language, begin in _BEGINS[clock].items()
    }


def _when(step: Step) -> str:
    """Give when a step is taken as the policy document writes it: `80%`, `due`, `+24h`."""
    if step.fraction is not None:
        return f"{round(step.fraction * 100)}%"
    return f"+{step.after_due}" if step.after_due and step.after_due.amount else "due"
