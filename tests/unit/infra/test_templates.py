import json
import re
from collections.abc import Iterator
from typing import Any

import pytest

from hearthline.notices.model import MessageClass
from hearthline.surveys.triggers import TRIGGER_OF
from infra.redrive import OUTBOXES, QUEUES
from tests.unit.infra.templates import TEMPLATES, outputs, resources, statements

KNOW_NO_RESOURCE = {"Trace", "ListStreams", "SendShortMessages"}


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_no_template_names_a_partition(path: Any) -> None:
    assert "arn:aws" not in path.read_text("utf-8")


def test_every_action_is_written_out() -> None:
    assert [
        (role, action) for role, one in statements() for action in listed(one["Action"]) if "*" in action
    ] == []


def test_only_actions_that_know_no_resource_reach_all() -> None:
    reach_all = {one["Sid"] for _, one in statements() if "*" in listed(one["Resource"])}

    assert reach_all == KNOW_NO_RESOURCE


def test_each_function_has_a_role_and_a_log_of_its_own() -> None:
    functions = resources("AWS::Serverless::Function")

    assert {name: one["Role"] for name, one in functions.items()} == {
        name: {"GetAtt": f"{name}Role.Arn"} for name in functions
    }
    assert {name: one["LoggingConfig"]["LogGroup"] for name, one in functions.items()} == {
        name: {"Ref": f"{name}Log"} for name in functions
    }


def test_every_log_is_forgotten_some_day() -> None:
    assert all("RetentionInDays" in log for log in resources("AWS::Logs::LogGroup").values())


def test_each_queue_has_a_dead_letter_queue_and_each_of_those_an_alarm() -> None:
    queues = resources("AWS::SQS::Queue")
    alarms = resources("AWS::CloudWatch::Alarm").values()
    watched = {(alarm["MetricName"], value) for alarm in alarms for value in dimension_values(alarm)}

    for name, queue in queues.items():
        if name.endswith("DeadQueue"):
            assert ("ApproximateNumberOfMessagesVisible", name) in watched
        else:
            dead = queue["RedrivePolicy"]["deadLetterTargetArn"]["GetAtt"].removesuffix(".Arn")
            assert queues[dead]["MessageRetentionPeriod"] == 1_209_600
            assert ("ApproximateAgeOfOldestMessage", name) in watched


def test_whatever_can_be_sent_again_is_among_the_stacks_outputs() -> None:
    assert {*QUEUES.values(), *OUTBOXES} <= outputs()


def test_a_message_stays_hidden_six_times_as_long_as_its_function_may_run() -> None:
    functions = resources("AWS::Serverless::Function")
    given = resources("AWS::CloudFormation::Stack")["Messaging"]["Parameters"]

    assert given == {
        "NoticesVisibility": 6 * functions["Notification"]["Timeout"],
        "SweepVisibility": 6 * functions["SlaMonitor"]["Timeout"],
        "ImportsVisibility": 6 * functions["ComplaintImport"]["Timeout"],
        "JobsVisibility": 6 * functions["ComplaintJobs"]["Timeout"],
        "ReactionsVisibility": 6 * functions["ComplaintWatch"]["Timeout"],
        "MembersVisibility": 6 * functions["MembershipWatch"]["Timeout"],
        "FeedbackVisibility": 6 * functions["DeliveryFeedback"]["Timeout"],
        "AttachmentsVisibility": 6 * functions["AttachmentCheck"]["Timeout"],
        "SurveysVisibility": 6 * functions["SurveyWatch"]["Timeout"],
        "LifecycleVisibility": 6 * functions["Lifecycle"]["Timeout"],
        "InsightVisibility": 6 * functions["Insight"]["Timeout"],
        "SendsVisibility": 6 * functions["Notification"]["Timeout"],
        "AnalyticsVisibility": 6 * functions["AnalyticsExport"]["Timeout"],
    }


def mappings(kind: str) -> Iterator[tuple[str, dict[str, Any]]]:
    """Give what wakes functions by a queue (SQS) or a stream (DynamoDB), by function and name."""
    for function, properties in resources("AWS::Serverless::Function").items():
        for name, source in properties.get("Events", {}).items():
            if source["Type"] == kind:
                yield f"{function}.{name}", source["Properties"]


def test_a_stream_is_followed_within_bounds_and_what_is_given_up_is_noted() -> None:
    following = dict(mappings("DynamoDB"))

    assert set(following) == {
        "EventRelay.Outbox",
        "EventRelay.MembersOutbox",
        "EventRelay.SurveysOutbox",
        "SurveyResults.Answers",
        "SurveyResults.Deliveries",
    }
    for mapping in following.values():
        assert mapping["BisectBatchOnFunctionError"] is True
        assert (mapping["MaximumRetryAttempts"], mapping["MaximumRecordAgeInSeconds"]) == (1000, 86_400)
        assert mapping["DestinationConfig"]["OnFailure"]["Type"] == "SQS"
        # The local engine loses what is reported one by one; a batch is raised as a whole.
        assert "FunctionResponseTypes" not in mapping
        assert mapping["FilterCriteria"]["Filters"]


def test_of_the_deliveries_only_those_of_surveys_are_followed() -> None:
    [filtered] = dict(mappings("DynamoDB"))["SurveyResults.Deliveries"]["FilterCriteria"]["Filters"]

    wanted = json.loads(filtered["Pattern"])["dynamodb"]["NewImage"]["message"]["M"]["message_class"]["S"]

    assert wanted == [MessageClass.SURVEY.value]


def test_surveys_hear_of_what_they_follow_from_alone() -> None:
    heard = resources("AWS::Events::Rule")["SurveysRule"]["EventPattern"]["detail-type"]

    assert set(heard) == set(TRIGGER_OF)


def test_campaigns_have_a_share_of_the_senders_that_leaves_notices_theirs() -> None:
    queues = dict(mappings("SQS"))
    share = {name: queues[f"Notification.{name}"]["ScalingConfig"] for name in ("Notices", "Sends")}

    assert share == {"Notices": {"MaximumConcurrency": 5}, "Sends": {"MaximumConcurrency": 4}}
    assert all(mapping["ScalingConfig"]["MaximumConcurrency"] for mapping in queues.values())


def test_every_route_of_staff_asks_for_a_token() -> None:
    routes = resources("AWS::ApiGatewayV2::Route").values()
    guarded = {route["RouteKey"]: route for route in routes if route["AuthorizationType"] == "JWT"}
    open_to_all = {route["RouteKey"] for route in routes if route["AuthorizationType"] == "NONE"}

    of_staff = (
        " /api/campaigns",
        " /api/desk/",
        " /api/documents",
        " /api/imports",
        " /api/insight/",
        " /api/questionnaires",
        " /api/segments",
    )
    by_staff = {key for key, route in guarded.items() if route["AuthorizerId"] == {"Ref": "StaffAuthorizer"}}
    assert all(any(part in key for part in of_staff) for key in by_staff)
    assert not any(part.rstrip("/") in key for part in of_staff for key in open_to_all)
    assert guarded.keys() - by_staff == {"POST /api/feed/events"}
    assert len(guarded) + len(open_to_all) == len(routes)


def test_the_feed_asks_for_the_sales_systems_own_client_and_scope() -> None:
    authorizers = resources("AWS::ApiGatewayV2::Authorizer")
    [route] = [
        one for one in resources("AWS::ApiGatewayV2::Route").values() if " /api/feed/" in one["RouteKey"]
    ]
    [client] = [
        one for one in resources("AWS::Cognito::UserPoolClient").values() if one["ClientName"] == "feed"
    ]

    assert route["AuthorizerId"] == {"Ref": "FeedAuthorizer"}
    assert route["AuthorizationScopes"] == [{"If": ["UseCognito", "hearthline/feed", {"Ref": "FeedScope"}]}]
    of_feed, of_staff = (
        authorizers[name]["JwtConfiguration"]["Audience"] for name in ("FeedAuthorizer", "StaffAuthorizer")
    )
    assert of_feed[0]["If"][1] == {"GetAtt": "Identity.Outputs.FeedClientId"}
    assert of_staff[0]["If"][1] == {"GetAtt": "Identity.Outputs.AppClientId"}
    assert (client["AllowedOAuthFlows"], client["AllowedOAuthScopes"], client["GenerateSecret"]) == (
        ["client_credentials"],
        ["hearthline/feed"],
        True,
    )


def test_staff_sign_in_with_a_long_password_and_a_second_factor() -> None:
    (pool,) = resources("AWS::Cognito::UserPool").values()
    policy = pool["Policies"]["PasswordPolicy"]

    assert pool["MfaConfiguration"] == {"If": ["WithPassword", "OPTIONAL", "ON"]}
    assert pool["EnabledMfas"] == ["SOFTWARE_TOKEN_MFA"]
    assert policy["MinimumLength"] == 15
    assert not any(value for name, value in policy.items() if name.startswith("Require"))


def test_tables_come_back_and_outlive_the_stack() -> None:
    for table in resources("AWS::DynamoDB::Table").values():
        assert table["PointInTimeRecoverySpecification"] == {"PointInTimeRecoveryEnabled": True}
        assert table["DeletionProtectionEnabled"] == {"Ref": "DeletionProtection"}


def test_the_alarms_watch_metrics_that_some_function_writes() -> None:
    own = [
        alarm for alarm in resources("AWS::CloudWatch::Alarm").values() if alarm["Namespace"] == "Hearthline"
    ]

    assert {alarm["MetricName"] for alarm in own} == {
        "SweepLag",
        "SweepFailed",
        "JobsFailed",
        "AnalyticsFailed",
        "CalendarDaysLeft",
        "NoticesLost",
    }


def test_a_single_item_that_cannot_be_handled_raises_the_alarm() -> None:
    [alarm] = [
        one
        for one in resources("AWS::CloudWatch::Alarm").values()
        if one["Namespace"] == "Hearthline" and one["MetricName"] == "SweepFailed"
    ]

    # Each try waits twice as long as the one before, so failures are never close together for long.
    assert (alarm["EvaluationPeriods"], alarm["Threshold"], alarm["Statistic"]) == (1, 1, "Sum")


def listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def dimension_values(alarm: dict[str, Any]) -> Iterator[str]:
    for dimension in alarm.get("Dimensions", []):
        if "Ref" in dimension["Value"]:
            yield dimension["Value"]["Ref"]


def test_the_gateways_log_holds_no_address_no_query_and_no_cookie() -> None:
    (stage,) = resources("AWS::ApiGatewayV2::Stage").values()

    told = set(re.findall(r"\$context\.([\w.]+)", stage["AccessLogSettings"]["Format"]))

    assert told == {
        "requestId",
        "requestTime",
        "routeKey",
        "status",
        "responseLatency",
        "integrationErrorMessage",
        "authorizer.error",
        "responseLength",
    }
