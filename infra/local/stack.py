"""A whole Hearthline on this machine: started, described, used and stopped."""

import json
import os
import secrets
import shutil
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import boto3

from infra import assets
from infra.local import deployment, engine, feed, sample, sample_members, staff
from infra.local.failure import CannotRun
from infra.local.mailbox import Mailbox
from infra.local.progress import Progress
from infra.local.tools import ROOT, Tools, prepare

DEFAULT_PORT = 8080
SENDER_DOMAIN = "hearthline.example"
PROGRAMS = {"engine": "launch_engine.py", "root_url": "infra.local.root_url"}


class LocalStack:
    """One stack, with its state in a folder of its own; several can run beside each other on other ports.

    `port` is the root URL's, `engine_port` the emulator's; 0 chooses a free one. `parameters` of the
    template are this stack's own. What `up` makes, `down` takes away. Both raise CannotRun with a line for
    the person at the terminal.
    """

    def __init__(
        self,
        state: Path,
        *,
        port: int = 0,
        engine_port: int = 0,
        with_sample: bool = True,
        progress: Progress | None = None,
        parameters: Mapping[str, str] | None = None,
    ) -> None:
        self.state = state
        self._port = port
        self._engine_port = engine_port
        self._with_sample = with_sample
        self._progress = progress or Progress()
        self._parameters = parameters or {}

    @classmethod
    def of_environment(cls, environ: Mapping[str, str]) -> "LocalStack":
        """Give the stack of HEARTHLINE_STATE, PORT, ENGINE_PORT; by default .local, 8080, any free one."""
        state = Path(environ.get("HEARTHLINE_STATE") or ROOT / ".local").absolute()
        try:
            port = int(environ.get("PORT") or DEFAULT_PORT)
            engine_port = int(environ.get("ENGINE_PORT") or 0)
        except ValueError:
            raise CannotRun("PORT and ENGINE_PORT are numbers, as in PORT=8090") from None
        return cls(state, port=port, engine_port=engine_port)

    def up(self) -> dict[str, Any]:
        """Bring the stack to where it answers, with staff and sample data; give its description.

        What had been started is stopped again when a later step fails or is interrupted.
        """
        if self.is_up():
            raise CannotRun(f"a stack is up already at {self.description()['url']}; stop it with `make down`")
        self.down()
        port = engine.claim_port(self._port, "PORT")
        engine_port = engine.claim_port(self._engine_port, "ENGINE_PORT")
        try:
            description = self._start(prepare(self._progress), port, engine_port)
        except BaseException:
            self.down(keep_logs=True)
            raise
        _write(self.state / "stack.json", description)
        return description

    def down(self, *, keep_logs: bool = False) -> None:
        """Stop what runs and remove what it left: processes, temporary files, data, passwords."""
        for name, pid in self._processes().items():
            if engine.runs(pid, PROGRAMS[name]):
                engine.stop(pid)
        for name in ("stack.json", "processes.json"):
            (self.state / name).unlink(missing_ok=True)
        if not keep_logs:
            for log in self.state.glob("*.log"):
                log.unlink()
        shutil.rmtree(self.state / "tmp", ignore_errors=True)

    def is_up(self) -> bool:
        """Say whether both of the stack's processes run and it had become ready."""
        processes = self._processes()
        return (
            (self.state / "stack.json").is_file()
            and processes.keys() == PROGRAMS.keys()
            and all(engine.runs(pid, PROGRAMS[name]) for name, pid in processes.items())
        )

    def description(self) -> dict[str, Any]:
        """Give what stack.json says; CannotRun where no stack is up."""
        path = self.state / "stack.json"
        if not path.is_file():
            raise CannotRun("no stack is up; start one with `make up`")
        return dict(json.loads(path.read_text()))

    def client(self, service: str) -> Any:
        """Give a boto3 client of the engine, with the operator's rights."""
        described = self.description()
        return _client(service, described["endpoint"], described["credentials"])

    def token(self, username: str) -> str:
        """Sign a member of the demonstration's staff in, or its sales system; give a token for an hour."""
        described = self.description()
        if username == feed.USERNAME:
            return feed.token(described["feed"])
        known = {member["username"]: member["password"] for member in described["staff"]}
        if username not in known:
            raise CannotRun(f"nobody is called {username!r}; there are {', '.join([*known, feed.USERNAME])}")
        answer = self.client("cognito-idp").admin_initiate_auth(
            UserPoolId=described["outputs"]["UserPoolId"],
            ClientId=described["outputs"]["AppClientId"],
            AuthFlow="ADMIN_USER_PASSWORD_AUTH",
            AuthParameters={"USERNAME": username, "PASSWORD": known[username]},
        )
        return str(answer["AuthenticationResult"]["AccessToken"])

    def sweep(self, at: str) -> dict[str, Any]:
        """Run the deployed sweep with the instant `at` as its `now`, and give what it says it did."""
        answer = self.client("lambda").invoke(
            FunctionName=self.description()["outputs"]["SlaMonitorFunction"],
            Payload=json.dumps({"time": at}).encode(),
        )
        result = json.loads(answer["Payload"].read())
        if "FunctionError" in answer:
            raise CannotRun(f"the sweep failed: {result.get('errorMessage', result)}")
        return dict(result)

    def mailbox(self) -> Mailbox:
        """Give the mails and short messages that the engine has caught."""
        described = self.description()
        return Mailbox(described["mail_url"], described["sms_url"])

    def _start(self, tools: Tools, port: int, engine_port: int) -> dict[str, Any]:
        self.state.mkdir(parents=True, exist_ok=True)
        url, endpoint = f"http://127.0.0.1:{port}", f"http://127.0.0.1:{engine_port}"
        assets.take(self._progress)
        template = deployment.built(tools)
        if template is None:
            with self._progress.step("Building the functions"):
                template = deployment.make(tools)
        with self._progress.step("Starting the engine, with IAM enforced"):
            root_key = _new_root_key()
            self._note("engine", engine.start_engine(tools, self.state, engine_port, root_key))
            credentials = _make_operator(endpoint, root_key)
        with self._progress.step("Deploying the template"):
            environment = {**credentials, "AWS_ENDPOINT_URL": endpoint}
            outputs = deployment.deploy(tools, template, environment, url, self._parameters)
            # What an operator does once for a sender's domain on AWS.
            _client("sesv2", endpoint, credentials).create_email_identity(EmailIdentity=SENDER_DOMAIN)
        with self._progress.step("Signing the demonstration's staff up"):
            cognito = _client("cognito-idp", endpoint, credentials)
            members = staff.create(cognito, outputs["UserPoolId"])
            sales = feed.describe(cognito, endpoint, outputs)
        with self._progress.step("Saving the demonstration's documents"):
            _save_documents(_client("dynamodb", endpoint, credentials), outputs["ComplaintsTable"])
        with self._progress.step(f"Serving at {url}"):
            target = f"{endpoint}/_aws/execute-api/{outputs['ApiId']}/$default"
            self._note("root_url", engine.start_root(tools, self.state, port, target))
        mailbox = Mailbox(
            mail_url=f"{endpoint}/_ministack/ses/messages", sms_url=f"{endpoint}/_ministack/sns/sms-messages"
        )
        shown = self._show(url, mailbox, feed.token(sales)) if self._with_sample else {}
        return {
            "url": url,
            "region": deployment.REGION,
            "endpoint": endpoint,
            "stack": deployment.STACK,
            "staff": members,
            "feed": sales,
            "mail_url": mailbox.mail_url,
            "sms_url": mailbox.sms_url,
            "credentials": credentials,
            "outputs": outputs,
            "sample": shown.get("complaints", []),
            "members": shown.get("members", []),
        }

    def _show(self, url: str, mailbox: Mailbox, token: str) -> dict[str, list[dict[str, Any]]]:
        """Fill the stack with something to look at; give what the API answered."""
        joining = sample_members.Joining(url, mailbox)
        with self._progress.step("Filing sample complaints"), ThreadPoolExecutor() as beside:
            # Each is another function's first request: beside each other they take as long as the slowest.
            others = [
                beside.submit(joining.ask_for_codes),
                beside.submit(sample_members.describe_homes, url, token),
            ]
            filed = sample.file_all(url)
            for other in others:
                other.result()
        with self._progress.step("Letting sample members join, and telling of their homes"):
            joined = joining.join()
            sample_members.tell_of_homes(url, token)
        return {"complaints": filed, "members": joined}

    def _processes(self) -> dict[str, int]:
        path = self.state / "processes.json"
        return dict(json.loads(path.read_text())) if path.is_file() else {}

    def _note(self, name: str, pid: int) -> None:
        _write(self.state / "processes.json", {**self._processes(), name: pid})


def _new_root_key() -> dict[str, str]:
    """Make the account's root key; it serves once, to make the operator."""
    return {
        "AWS_ACCESS_KEY_ID": f"AKIA{secrets.token_hex(8).upper()}",
        "AWS_SECRET_ACCESS_KEY": secrets.token_urlsafe(30),
    }


def _make_operator(endpoint: str, root_key: Mapping[str, str]) -> dict[str, str]:
    """Make the user with whose key everything local is deployed and looked at; give the key."""
    iam = _client("iam", endpoint, root_key)
    everything = {"Effect": "Allow", "Action": "*", "Resource": "*"}
    policy = json.dumps({"Version": "2012-10-17", "Statement": [everything]})
    iam.create_user(UserName="operator")
    iam.put_user_policy(UserName="operator", PolicyName="everything", PolicyDocument=policy)
    key = iam.create_access_key(UserName="operator")["AccessKey"]
    return {"AWS_ACCESS_KEY_ID": key["AccessKeyId"], "AWS_SECRET_ACCESS_KEY": key["SecretAccessKey"]}


def _save_documents(dynamodb: Any, table: str) -> None:
    """Save what the demonstration adds to the documents that ship, and who is told what."""
    # The operator's tool finds the local stack by this module, and needs the functions' own code.
    from hearthline.platform.table import Table
    from infra.documents import Desk
    from infra.local import demo_documents

    now = datetime.now(UTC)
    demo_documents.save_all(dynamodb, table, now)
    Desk(Table(dynamodb, table), "demonstration", now).save("reporting-line", staff.reporting_line())


def _client(service: str, endpoint: str, key: Mapping[str, str]) -> Any:
    session = boto3.Session(
        key["AWS_ACCESS_KEY_ID"], key["AWS_SECRET_ACCESS_KEY"], region_name=deployment.REGION
    )
    client: Any = session.client(service, endpoint_url=endpoint)  # type: ignore[call-overload]
    return client


def _write(path: Path, content: Mapping[str, Any]) -> None:
    """Write so that only this user can read, and that nobody reads half of it."""
    draft = path.with_suffix(".draft")
    with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as out:
        json.dump(content, out, indent=2, ensure_ascii=False)
    draft.replace(path)
