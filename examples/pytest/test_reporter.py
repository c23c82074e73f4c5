import botocore.exceptions
import pytest

from reporter import count_users

ROLE = "arn:aws:iam::111122223333:role/CostReports"


@pytest.fixture
def options(aws_url):
    return {"endpoint_url": aws_url, "region_name": "us-east-1",
            "aws_access_key_id": "AKIAIOSFODNN7EXAMPLE",
            "aws_secret_access_key": "wJalrXUtnFEMIK7MDENGbPxRfiCYEXAMPLEKEYab"}


def test_the_customers_users_are_counted(options):
    assert count_users(ROLE, "cust-7f3c0e52", **options) == 0


def test_another_customers_external_id_is_refused(options):
    with pytest.raises(botocore.exceptions.ClientError) as refused:
        count_users(ROLE, "cust-00000000", **options)
    assert refused.value.response["Error"]["Code"] == "AccessDenied"
