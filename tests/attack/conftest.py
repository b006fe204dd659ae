"""The service in this process, as the contract's tests have it."""

from tests.contract.conftest import aws, desk, service, shared_service

__all__ = ["aws", "desk", "service", "shared_service"]
