"""List prices of AWS in us-east-1, in dollars, with what every account gets free of charge for good.

Looked up in November 2026. Another region costs up to a third more; offers for the first months of an account
are left out. Of each line its page at AWS is the source.
"""

from dataclasses import dataclass
from typing import Final

MILLION: Final = 1_000_000
GIGABYTE: Final = 1_000_000_000
MONTHS: Final = 12


@dataclass(frozen=True, slots=True)
class Price:
    """What `per` of something costs; `free` of it a year cost nothing."""

    service: str
    what: str
    dollars: float
    per: float
    source: str
    free: float = 0

    def of(self, quantity: float, *, free: bool = False) -> float:
        """Give what a year's quantity costs; with `free`, after what every account has free of charge."""
        return max(0.0, quantity - (self.free if free else 0)) / self.per * self.dollars


_LAMBDA: Final = "https://aws.amazon.com/lambda/pricing/"
_TABLES: Final = "https://aws.amazon.com/dynamodb/pricing/on-demand/"
_WATCH: Final = "https://aws.amazon.com/cloudwatch/pricing/"
_BUS: Final = "https://aws.amazon.com/eventbridge/pricing/"
_PEOPLE: Final = "https://aws.amazon.com/cognito/pricing/"
_SECRETS: Final = "https://aws.amazon.com/secrets-manager/pricing/"

HTTP: Final = Price("API Gateway", "requests", 1.00, MILLION, "https://aws.amazon.com/api-gateway/pricing/")
INVOKED: Final = Price("Lambda", "invocations", 0.20, MILLION, _LAMBDA, 12 * MILLION)
COMPUTED: Final = Price("Lambda", "GB-seconds, arm64", 0.0000133334, 1, _LAMBDA, 12 * 400_000)
WRITTEN: Final = Price("DynamoDB", "write units", 0.625, MILLION, _TABLES)
READ: Final = Price("DynamoDB", "read units", 0.125, MILLION, _TABLES)
STORED: Final = Price("DynamoDB", "GB-months", 0.25, 1, _TABLES, 12 * 25)
RESTORABLE: Final = Price("DynamoDB", "GB-months that can be restored to any second", 0.20, 1, _TABLES)
QUEUED: Final = Price("SQS", "requests", 0.40, MILLION, "https://aws.amazon.com/sqs/pricing/", 12 * MILLION)
EVENTS: Final = Price("EventBridge", "events", 1.00, MILLION, _BUS)
TICKS: Final = Price("EventBridge", "calls of the scheduler", 1.00, MILLION, _BUS, 12 * 14 * MILLION)
LOGGED: Final = Price("CloudWatch", "GB of logs", 0.50, 1, _WATCH, 12 * 5)
KEPT: Final = Price("CloudWatch", "GB-months of logs, compressed", 0.03, 1, _WATCH)
ALARMS: Final = Price("CloudWatch", "metrics that alarms look at, months", 0.10, 1, _WATCH, 12 * 10)
COMPOSITES: Final = Price("CloudWatch", "alarms made of others, months", 0.50, 1, _WATCH)
METRICS: Final = Price("CloudWatch", "metrics of its own, months", 0.30, 1, _WATCH, 12 * 10)
DASHBOARDS: Final = Price("CloudWatch", "dashboards, months", 3.00, 1, _WATCH, 12 * 3)
TRACES: Final = Price("X-Ray", "traces", 5.00, MILLION, "https://aws.amazon.com/xray/pricing/", 12 * 100_000)
SECRETS: Final = Price("Secrets Manager", "secrets, months", 0.40, 1, _SECRETS)
SECRETS_READ: Final = Price("Secrets Manager", "calls", 0.05, 10_000, _SECRETS)
STAFF: Final = Price("Cognito", "staff, months", 0.015, 1, _PEOPLE, 12 * 10_000)
MACHINES: Final = Price("Cognito", "clients of the sales feed, months", 6.00, 1, _PEOPLE)
TOKENS: Final = Price("Cognito", "tokens of the sales feed", 0.00225, 1, _PEOPLE)
FILES: Final = Price("S3", "GB-months of files", 0.023, 1, "https://aws.amazon.com/s3/pricing/")
TRAFFIC: Final = Price(
    "Data transfer", "GB to the internet", 0.09, 1, "https://aws.amazon.com/ec2/pricing/on-demand/", 12 * 100
)
MAILS: Final = Price("SES", "mails", 0.10, 1_000, "https://aws.amazon.com/ses/pricing/")
TEXTS: Final = Price(
    "a gateway of short messages",
    "short messages in mainland China",
    0.007,
    1,
    "https://www.tencentcloud.com/document/product/382/45479",
)
