#include "mockaws/state/usage_ledger.h"

#include <gtest/gtest.h>

namespace mockaws {
namespace {

Instant At(int64_t seconds) { return Instant{std::chrono::seconds(seconds)}; }

TEST(UsageLedger, KeepsTheNewestCallOfKeysAndPrincipals) {
  UsageLedger ledger;
  ledger.Record("AKIA1", "AIDA1", {At(1), "iam", "GetUser", "us-east-1"});
  ledger.Record("AKIA1", "AIDA1", {At(2), "sts", "GetCallerIdentity", "eu-west-1"});
  ledger.Record("", "AROA1", {At(3), "iam", "GetRole", "us-east-1"});
  EXPECT_EQ(ledger.OfKey("AKIA1")->time, At(2));
  EXPECT_EQ(ledger.OfKey("AKIA1")->region, "eu-west-1");
  EXPECT_EQ(ledger.OfPrincipal("AROA1")->service, "iam");
  EXPECT_FALSE(ledger.OfKey("AKIA2").has_value());
  EXPECT_FALSE(ledger.OfKey("").has_value());
}

TEST(UsageLedger, TellsServicesAndActionsApart) {
  UsageLedger ledger;
  ledger.Record("", "AROA1", {At(1), "iam", "GetUser", "us-east-1"});
  ledger.Record("", "AROA1", {At(2), "iam", "GetRole", "us-east-1"});
  ledger.Record("", "AROA1", {At(3), "sts", "AssumeRole", "us-east-1"});
  EXPECT_EQ(ledger.ServicesOf("AROA1").at("iam").time, At(2));
  EXPECT_EQ(ledger.ActionsOf("AROA1").at("iam:GetUser").time, At(1));
  EXPECT_EQ(ledger.ActionsOf("AROA1").size(), 3u);
  ledger.ForgetPrincipal("AROA1");
  EXPECT_FALSE(ledger.OfPrincipal("AROA1").has_value());
  ledger.Record("AKIA1", "AROA1", {At(3), "sts", "AssumeRole", "us-east-1"});
  ledger.ForgetKey("AKIA1");
  EXPECT_FALSE(ledger.OfKey("AKIA1").has_value());
  ledger.Clear();
  EXPECT_TRUE(ledger.ServicesOf("AROA1").empty());
}

}  // namespace
}  // namespace mockaws
