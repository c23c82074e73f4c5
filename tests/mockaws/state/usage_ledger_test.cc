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

TEST(UsageLedger, GivesChangesOnce) {
  UsageLedger ledger;
  ledger.Record("AKIA0", "AIDA0", {At(1), "iam", "GetUser", "us-east-1"});
  EXPECT_FALSE(ledger.has_changes());
  ledger.NoteChanges();
  ledger.Record("AKIA1", "AIDA1", {At(1), "iam", "GetUser", "us-east-1"});
  ledger.Record("AKIA1", "AIDA1", {At(2), "iam", "GetUser", "us-east-1"});
  EXPECT_TRUE(ledger.has_changes());
  const std::vector<UsageRow> rows = ledger.TakeChanges();
  ASSERT_EQ(rows.size(), 2u);
  EXPECT_EQ(rows[0].key, "AKIA1");
  EXPECT_EQ(static_cast<const CallUse*>(rows[0].value.get())->time, At(2));
  EXPECT_EQ(rows[1].key, "AIDA1");
  EXPECT_TRUE(ledger.TakeChanges().empty());
  ledger.Record("", "AIDA1", {At(3), "iam", "GetUser", "us-east-1"});
  EXPECT_EQ(ledger.TakeChanges().size(), 1u);
  ledger.Retake(rows);
  EXPECT_EQ(ledger.TakeChanges().size(), 2u);
}

TEST(UsageLedger, TellsWhatItForgot) {
  UsageLedger ledger;
  ledger.NoteChanges();
  ledger.Record("AKIA1", "AIDA1", {At(1), "iam", "GetUser", "us-east-1"});
  EXPECT_FALSE(ledger.has_forgotten());
  ledger.Clear();
  EXPECT_TRUE(ledger.has_forgotten());
  const std::vector<UsageRow> rows = ledger.TakeChanges();
  ASSERT_EQ(rows.size(), 2u);
  EXPECT_EQ(rows[0].value, nullptr);
  EXPECT_EQ(rows[1].value, nullptr);
  EXPECT_FALSE(ledger.has_forgotten());
}

TEST(UsageLedger, KeepsTheNewerOfItsOwnAndOthersUses) {
  UsageLedger here;
  UsageLedger there;
  there.NoteChanges();
  there.Record("AKIA1", "AIDA1", {At(2), "sts", "GetCallerIdentity", "us-east-1"});
  here.Record("AKIA1", "AIDA1", {At(3), "iam", "GetUser", "us-east-1"});
  for (const UsageRow& row : there.TakeChanges()) here.Merge(row);
  EXPECT_EQ(here.OfKey("AKIA1")->time, At(3));
  EXPECT_EQ(here.OfPrincipal("AIDA1")->action, "GetUser");
  EXPECT_EQ(here.ServicesOf("AIDA1").size(), 2u);
  EXPECT_EQ(here.ActionsOf("AIDA1").at("sts:GetCallerIdentity").time, At(2));
  there.Clear();
  for (const UsageRow& row : there.TakeChanges()) here.Merge(row);
  EXPECT_FALSE(here.OfKey("AKIA1").has_value());
  EXPECT_FALSE(here.OfPrincipal("AIDA1").has_value());
}

}  // namespace
}  // namespace mockaws
