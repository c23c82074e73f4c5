// The texts of MalformedPolicyDocument.
#include <gtest/gtest.h>

#include "tests/policy_engine/support/scene.h"

namespace policy_engine {
namespace {

std::string Managed(const std::string& statement) {
  return AwsMessage(Policy(statement), PolicyType::kManaged);
}
std::string WithResource(const std::string& resource) {
  return Managed(R"("Effect":"Allow","Action":"s3:GetObject","Resource":")" + resource + "\"");
}
std::string WithAction(const std::string& action) {
  return Managed(R"("Effect":"Allow","Action":")" + action + R"(","Resource":"*")");
}
std::string OfTrust(const std::string& statement) {
  return AwsMessage(Policy(statement), PolicyType::kTrust);
}
std::string TrustIn(const std::string& principal) {
  return AwsMessage(Trust(principal), PolicyType::kTrust);
}

const std::string kGood = R"("Effect":"Allow","Action":"s3:GetObject","Resource":"*")";

TEST(MalformedPolicy, SyntaxErrors) {
  for (const std::string& text :
       {std::string("not json"), std::string("{"), Policy(kGood + R"(,"Note":1)"),
        Policy(kGood + R"(,"Condition":{"stringEquals":{"k":"v"}})"),
        Policy(kGood + R"(,"NotAction":"*")"),
        Policy(R"("Effect":"Allow","Action":7,"Resource":"*")")}) {
    EXPECT_EQ(AwsMessage(text, PolicyType::kManaged), "Syntax errors in policy.") << text;
  }
}

TEST(MalformedPolicy, LegacyParsing) {
  const char* const message = "The policy failed legacy parsing";
  EXPECT_EQ(Managed(R"("Effect":"allow","Action":"s3:GetObject","Resource":"*")"), message);
  EXPECT_EQ(Managed(R"("Effect":"Permit","Action":"s3:GetObject","Resource":"*")"), message);
  EXPECT_EQ(Managed(kGood + R"(,"Condition":{"DateLessThan":{"aws:CurrentTime":"soon"}})"),
            message);
  EXPECT_EQ(WithResource("arn:aws:s3"), message);
}

TEST(MalformedPolicy, StatementIds) {
  const std::string twice = R"({"Version":"2012-10-17","Statement":[{"Sid":"A",)" + kGood +
                            R"(},{"Sid":"A",)" + kGood + "}]}";
  EXPECT_EQ(AwsMessage(twice, PolicyType::kManaged),
            "Statement IDs (SID) in a single policy must be unique.");
  EXPECT_EQ(Managed(kGood + R"(,"Sid":"a b")"),
            "Statement IDs (SID) must be alpha-numeric. Check that your input satisfies the "
            "regular expression [0-9A-Za-z]*");
}

TEST(MalformedPolicy, ActionsAndResourcesAreNeeded) {
  EXPECT_EQ(Managed(R"("Effect":"Allow","Resource":"*")"),
            "Policy statement must contain actions.");
  EXPECT_EQ(Managed(R"("Effect":"Allow","Action":[],"Resource":"*")"),
            "Policy statement must contain actions.");
  EXPECT_EQ(Managed(R"("Effect":"Allow","Action":"s3:GetObject")"),
            "Policy statement must contain resources.");
}

TEST(MalformedPolicy, Resources) {
  EXPECT_EQ(WithResource("bucket"), "Resource bucket must be in ARN format or \"*\".");
  EXPECT_EQ(WithResource("arn:nope:s3:::b"),
            "Partition \"nope\" is not valid for resource \"arn:nope:s3:::b\".");
  EXPECT_EQ(WithResource("arn:aws:s*:::b"),
            "Resource vendor must be fully qualified and cannot contain regexes.");
  EXPECT_EQ(WithResource("arn:aws:iam:eu-west-1:111122223333:user/x"),
            "IAM resource arn:aws:iam:eu-west-1:111122223333:user/x cannot contain region "
            "information.");
  EXPECT_EQ(WithResource("arn:aws:s3:eu-west-1::b"),
            "Resource arn:aws:s3:eu-west-1::b can not contain region information.");
  EXPECT_EQ(WithResource("arn:aws:iam::111122223333:nonsense/x").substr(0, 50),
            "IAM resource path must either be \"*\" or start with");
  for (const char* good : {"*", "arn:aws:s3:::b/*", "arn:aws:iam::*:role/x", "arn:aws:iam::1:*",
                           "arn:aws:iam::1:root", "arn:aws:s3:::${aws:username}"}) {
    EXPECT_EQ(WithResource(good), "") << good;
  }
}

TEST(MalformedPolicy, Actions) {
  EXPECT_EQ(WithAction("GetObject"),
            "Actions/Conditions must be prefaced by a vendor, e.g., iam, sdb, ec2, etc.");
  EXPECT_EQ(WithAction("s3:Get:Object"), "Actions/Condition can contain only one colon.");
  EXPECT_EQ(WithAction("nonesuch:Get"), "Vendor nonesuch is not valid");
  EXPECT_EQ(WithAction("s*:Get"), "Action vendors must not contain wildcards.");
}

TEST(MalformedPolicy, PrincipalInAnIdentityPolicy) {
  EXPECT_EQ(Managed(kGood + R"(,"Principal":"*")"),
            "Policy document should not specify a principal.");
}

TEST(MalformedPolicy, TheFirstCheckThatFailsSpeaks) {
  // Version before legacy parsing before resources before actions.
  EXPECT_EQ(AwsMessage(R"({"Statement":{"Effect":"allow","Action":"x","Resource":"y"}})",
                       PolicyType::kManaged),
            "Policy document must be version 2012-10-17 or greater.");
  EXPECT_EQ(Managed(R"("Effect":"allow","Action":"x","Resource":"y")"),
            "The policy failed legacy parsing");
  EXPECT_EQ(Managed(R"("Effect":"Allow","Action":"x","Resource":"y")"),
            "Resource y must be in ARN format or \"*\".");
}

TEST(MalformedTrustPolicy, MissingAndProhibitedFields) {
  EXPECT_EQ(OfTrust(R"("Effect":"Allow","Action":"sts:AssumeRole")"),
            "Missing required field Principal");
  EXPECT_EQ(OfTrust(R"("Effect":"Allow","Principal":{"AWS":"*"})"),
            "Missing required field Action");
  EXPECT_EQ(OfTrust(R"("Action":"sts:AssumeRole","Principal":{"AWS":"*"})"),
            "Missing required field Effect");
  EXPECT_EQ(OfTrust(R"("Effect":"Allow","Action":"sts:AssumeRole","Principal":{"AWS":"*"},
                       "Resource":"*")"),
            "Has prohibited field Resource");
  EXPECT_EQ(OfTrust(R"("Effect":"Allow","Action":"sts:AssumeRole","Principal":{"AWS":"*"},"X":1)"),
            "Unknown field X");
}

TEST(MalformedTrustPolicy, ActionsPrincipalsAndConditions) {
  EXPECT_EQ(OfTrust(R"("Effect":"Allow","Action":"s3:GetObject","Principal":{"AWS":"*"})"),
            "AssumeRole policy may only specify STS AssumeRole actions.");
  EXPECT_EQ(OfTrust(R"("Effect":"Allow","Action":"sts:AssumeRole",
                       "NotPrincipal":{"AWS":"111122223333"})"),
            "AssumeRole policy must not contain NotPrincipal field.");
  EXPECT_EQ(TrustIn(R"("*")"), "AssumeRolepolicy contained an invalid principal: \"STAR\":\"*\".");
  EXPECT_EQ(TrustIn(R"({"AWS":"arn:aws:iam::111122223333:user/*"})"),
            "Invalid principal in policy: \"AWS\":\"arn:aws:iam::111122223333:user/*\"");
  EXPECT_EQ(TrustIn(R"({"Service":"nonsense"})"),
            "Invalid principal in policy: \"SERVICE\":\"nonsense\"");
  EXPECT_EQ(OfTrust(R"("Effect":"Allow","Action":"sts:AssumeRole","Principal":{"AWS":"*"},
                       "Condition":{"stringEquals":{"k":"v"}})"),
            "Invalid Condition type : stringEquals");
}

TEST(MalformedOrganizationsPolicy, HasOneText) {
  for (const PolicyType type : {PolicyType::kServiceControl, PolicyType::kResourceControl}) {
    EXPECT_EQ(AwsMessage("{}", type),
              "The provided policy document does not meet the requirements of the specified policy "
              "type.");
  }
}

TEST(MalformedSessionPolicy, GivesTheJsonParsersText) {
  EXPECT_NE(AwsMessage("{", PolicyType::kSession), "");
  EXPECT_NE(AwsMessage("{", PolicyType::kSession), "Syntax errors in policy.");
}

// ------------------------------------------------------------------ literals

bool Stores(const std::string& op, const std::string& literal) {
  return Managed(kGood + R"(,"Condition":{")" + op + R"(":{"k:a":")" + literal + "\"}}").empty();
}
bool SessionTakes(const std::string& op, const std::string& literal) {
  return AwsMessage(Policy(kGood + R"(,"Condition":{")" + op + R"(":{"k:a":")" + literal + "\"}}"),
                    PolicyType::kSession)
      .empty();
}

using Literals = std::vector<std::pair<const char*, const char*>>;

void ExpectRefused(const Literals& literals) {
  for (const auto& [op, literal] : literals) EXPECT_FALSE(Stores(op, literal)) << op << literal;
}

void ExpectStored(const Literals& literals) {
  for (const auto& [op, literal] : literals) EXPECT_TRUE(Stores(op, literal)) << op << literal;
}

TEST(StoredLiteral, ThatIsNoNumberIsRefused) {
  ExpectRefused({{"NumericEquals", "NaN"},
                 {"NumericLessThan", "one"},
                 {"NumericEquals", "0x10"},
                 {"NumericEquals", ""}});
}

TEST(StoredLiteral, ThatIsNoDateIsRefused) {
  ExpectRefused({{"DateEquals", "tomorrow"}, {"DateLessThan", "2026-13-01"}, {"DateEquals", ""}});
}

TEST(StoredLiteral, ThatIsNoArnIsRefused) {
  ExpectRefused({{"ArnLike", "nonsense"}, {"ArnEquals", "arn:aws:s3"}, {"ArnNotLike", ""}});
}

TEST(StoredLiteral, ThatIsNoBase64IsRefused) {
  ExpectRefused({{"BinaryEquals", "YQ"}, {"BinaryEquals", "YR=="}, {"BinaryEquals", " YQ== "}});
}

TEST(StoredLiteral, ThatIsNoAddressIsRefused) {
  ExpectRefused({{"NotIpAddress", "localhost"}, {"IpAddress", "192.0.2"}, {"IpAddress", ""}});
}

TEST(StoredLiteral, APrefixBeyondTheWidthIsRefused) {
  ExpectRefused({{"IpAddress", "192.0.2.0/33"}, {"IpAddress", "2001:db8::/129"}});
}

TEST(StoredLiteral, AnIpv6NetworkWithHostBitsIsRefused) {
  ExpectRefused({{"IpAddress", "2001:db8::1/64"}, {"NotIpAddress", "2001:db8::5/127"}});
}

TEST(StoredLiteral, ADottedTailIsRefused) {
  ExpectRefused({{"IpAddress", "::ffff:192.0.2.1"}, {"IpAddress", "::ffff:192.0.2.0/120"}});
}

TEST(StoredLiteral, ANumberWithALeadingZeroIsTaken) { ExpectStored({{"NumericEquals", "01"}}); }

TEST(StoredLiteral, AnyTextUnderBoolAndNullIsTaken) {
  ExpectStored({{"Bool", "yes"},
                {"Bool", "TRUE"},
                {"Bool", ""},
                {"Null", "yes"},
                {"Null", "TRUE"},
                {"Null", ""}});
}

TEST(StoredLiteral, OddIpv4NetworksAreTaken) {
  ExpectStored({{"IpAddress", "192.0.2.5/24"},
                {"IpAddress", "192.000.02.05"},
                {"IpAddress", "192.0.2.0/024"},
                {"IpAddress", "192.0.2.0/+24"}});
}

TEST(StoredLiteral, OddIpv6NetworksAreTaken) {
  ExpectStored({{"IpAddress", "2001:DB8::/064"},
                {"IpAddress", "2001:db8:::1/128"},
                {"IpAddress", "2001:db8::1:"},
                {"IpAddress", "::ffff:c000:200/120"}});
}

TEST(SessionLiteral, ThatCannotBeReadIsTaken) {
  const Literals bad = {{"NumericEquals", "NaN"},        {"NumericEquals", "one"},
                        {"DateEquals", "tomorrow"},      {"ArnLike", "nonsense"},
                        {"IpAddress", "192.0.2.0/33"},   {"IpAddress", "2001:db8::/129"},
                        {"IpAddress", "2001:db8::1/64"}, {"IpAddress", "::ffff:192.0.2.1"},
                        {"NotIpAddress", "localhost"}};
  for (const auto& [op, literal] : bad) EXPECT_TRUE(SessionTakes(op, literal)) << op << literal;
}

TEST(SessionLiteral, ThatIsNoBase64IsRefused) {
  EXPECT_FALSE(SessionTakes("BinaryEquals", "YQ"));
  EXPECT_FALSE(SessionTakes("BinaryEquals", "YR=="));
  EXPECT_TRUE(SessionTakes("BinaryEquals", "YQ=="));
}

}  // namespace
}  // namespace policy_engine
