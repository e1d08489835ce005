"""What schemathesis cannot know: the secrets that open the service, and calls that it has. `CALLTHREAD_FUZZ` is a JSON
file that tells; whatever is missing in it is left as it was made up. Every answer is written down in `log`, a line each.
"""

import base64
import datetime
import hashlib
import hmac
import itertools
import json
import os
import random
import re
import time

import schemathesis
from requests.auth import AuthBase

with open(os.environ["CALLTHREAD_FUZZ"], encoding="utf8") as file:
    told = json.load(file)

draw = random.Random(told["seed"])
# Each may ask so often in a minute; with many of them the limit is no bar.
sessions = itertools.cycle(told.get("pluginSessions", []))
new_ids = itertools.count(900_000_001)
ATTEMPTS, PAUSE_SECONDS = 10, 2
SIGNATURE, STAMP = "x-front-signature", "x-front-request-timestamp"


class AsksAgain(AuthBase):
    """Asks again where the answer says so, as Aircall and Front do: a machine that is busy keeps Temporal waiting."""

    def __call__(self, request):
        tries = iter(range(ATTEMPTS))

        def again(response, **sending):
            if response.status_code != 503 or "retry-after" not in response.headers or next(tries, None) is None:
                return response
            response.content
            time.sleep(PAUSE_SECONDS)
            newer = response.connection.send(response.request, **sending)
            return again(newer, **sending)

        request.register_hook("response", again)
        return request


class FrontSignature(AsksAgain):
    """Signs the bytes as they are sent."""

    def __call__(self, request):
        stamp = str(int(time.time() * 1000))
        body = request.body or b""
        signed = f"{stamp}:".encode() + (body.encode() if isinstance(body, str) else body)
        digest = hmac.new(told["frontWebhookSecret"].encode(), signed, hashlib.sha256).digest()
        request.headers[SIGNATURE] = base64.b64encode(digest).decode()
        request.headers[STAMP] = stamp
        return super().__call__(request)


@schemathesis.hook
def before_call(context, case, kwargs):
    path, tags, body = case.operation.path, case.operation.tags, case.body
    kwargs["auth"] = AsksAgain()
    fields = body if isinstance(body, dict) else {}
    if path == "/webhooks/aircall" and "aircallWebhookToken" in told:
        if isinstance(fields.get("token"), str):
            fields["token"] = told["aircallWebhookToken"]
        number_call(fields.get("data"))
    elif path == "/webhooks/front" and "frontWebhookSecret" in told:
        if SIGNATURE in case.headers and re.fullmatch("[0-9]{10,16}", case.headers.get(STAMP, "")):
            kwargs["auth"] = FrontSignature()
        if case.meta.generation.mode.is_negative:
            # The challenge is given back whatever else the body says.
            case.headers.pop("x-front-challenge", None)
    elif path == "/login" and "adminToken" in told:
        if isinstance(fields.get("token"), str) and draw.random() < 0.5:
            fields["token"] = told["adminToken"]
    elif path == "/plugin" and "pluginSecret" in told:
        case.query["auth_secret"] = told["pluginSecret"]
    elif path == "/api/plugin/calls/{id}/{kind}" and told.get("audioTickets"):
        ticket = draw.choice(told["audioTickets"])
        case.path_parameters.update(id=str(ticket["callId"]), kind=ticket["kind"])
        case.query["ticket"] = ticket["ticket"]
    elif "plugin" in tags and told.get("pluginSessions"):
        bear(case, told["pageSession"] if path == "/api/plugin/session" else next(sessions))
        if path == "/api/plugin/calls/{id}" and draw.random() < 0.5:
            case.path_parameters["id"] = str(draw.choice(told["callIds"]))
            if isinstance(fields.get("number"), str):
                fields["number"] = told["caller"]
        if path == "/api/plugin/dials" and isinstance(fields.get("to"), str) and draw.random() < 0.5:
            fields["to"] = told["caller"]
    elif ("admin" in tags or "codec" in tags) and "adminToken" in told:
        bear(case, told["adminToken"])
        # What is skipped can no longer be retried: some parked calls are left alone.
        ids = told["callIds"][-2:] if path.endswith("/skip") else told["callIds"]
        if isinstance(case.path_parameters.get("id"), int) and draw.random() < 0.5:
            case.path_parameters["id"] = draw.choice(ids)
        if path == "/api/parked/skip" and isinstance(body, dict) and case.meta.generation.mode.is_positive:
            body.clear()
            body["ids"] = [f"call-{draw.choice(ids)}"]
        if draw.random() < 0.5:
            choose_days(fields)
            choose_days(case.query)
    elif "pages" in tags and "adminCookie" in told:
        if "callthread" in case.cookies and case.meta.generation.mode.is_positive:
            case.cookies["callthread"] = told["adminCookie"]
        if path == "/assets/{file}" and draw.random() < 0.5:
            case.path_parameters["file"] = draw.choice(told["assets"])


def bear(case, token):
    if "authorization" in case.headers or case.meta.generation.mode.is_positive:
        case.headers["authorization"] = f"Bearer {token}"


def choose_days(fields):
    """Days of now, in their order: most others are refused before anything is done."""
    if all(isinstance(fields.get(name), str) for name in ("from", "to")):
        to = datetime.date.today()
        fields.update({"from": str(to - datetime.timedelta(days=draw.randrange(7))), "to": str(to)})


def number_call(data):
    """Each call another: the same few ids would only have their workflows close and begin all the time."""
    given = data.get("id") if isinstance(data, dict) else None
    if isinstance(given, str) and re.fullmatch("[1-9][0-9]{0,14}", given):
        data["id"] = str(next(new_ids))
    elif isinstance(given, int) and not isinstance(given, bool) and 0 < given < 2**53:
        data["id"] = next(new_ids)


@schemathesis.hook
def after_call(context, case, response):
    line = {"method": response.request.method, "operation": case.operation.label, "status": response.status_code}
    with open(told["log"], "a", encoding="utf8") as log:
        log.write(json.dumps(line) + "\n")
