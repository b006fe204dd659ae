"""The deployed artefact knows the AWS operations that the code calls, and no other ones."""

import ast
from collections.abc import Iterator

import botocore.session
from botocore import xform_name

from infra.build import OPERATIONS
from tests.architecture.tree import FUNCTIONS, modules

CALLERS = {"_call", "_call_plain", "generate_presigned_post", "generate_presigned_url"}
"""Methods that are given the name of an operation, or are one for signing."""

ELSEWHERE = {"create_connection"}
"""Names that are no operation where the code has them: this one is a socket's."""

OF_BOTOCORE = {"create_bucket", "head_bucket"}
"""What botocore itself looks up or calls: to sign a form, and to find a bucket's region."""

KEPT = {xform_name(name) for names in OPERATIONS.values() for name in names}


def known() -> set[str]:
    """Give the methods of all operations of the services that the artefact has clients of."""
    session = botocore.session.get_session()
    return {
        xform_name(name)
        for service in OPERATIONS
        for name in session.get_service_model(service).operation_names
    }


def named(tree: ast.Module) -> Iterator[str]:
    """Give the names of all attributes, and of operations that callers are told as text."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute):
            yield node.attr
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in CALLERS:
            yield from (str(given.value) for given in node.args[:1] if isinstance(given, ast.Constant))


def test_every_operation_that_is_called_is_kept() -> None:
    called = {name for _, tree in modules(FUNCTIONS) for name in named(tree)} & known() - ELSEWHERE

    assert called <= KEPT


def test_every_operation_that_is_kept_is_called() -> None:
    written = {name for _, tree in modules(FUNCTIONS) for name in named(tree)}

    assert written | OF_BOTOCORE >= KEPT
