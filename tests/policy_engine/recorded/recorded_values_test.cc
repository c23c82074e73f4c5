// What live AWS was recorded to read in values, and what it made of those that it couldn't, one
// statement a test.
#include <gtest/gtest.h>

#include "tests/policy_engine/support/scene.h"

namespace policy_engine {
namespace {

bool One(const std::string& op, const std::string& literal, const std::string& value) {
  return Meets("\"" + op + R"(":{"k:a":")" + literal + "\"}", {{"k:a", value}});
}

// Whether two texts are the same number, date or address.
bool SameNumber(const std::string& a, const std::string& b) {
  return One("NumericEquals", a, b) && !One("NumericNotEquals", a, b);
}
bool SameDate(const std::string& a, const std::string& b) {
  return One("DateEquals", a, b) && !One("DateNotEquals", a, b);
}
bool In(const std::string& network, const std::string& address) {
  const bool in = One("IpAddress", network, address);
  EXPECT_FALSE(in && One("NotIpAddress", network, address)) << network << " " << address;
  return in;
}
// An address that is read and lies elsewhere.
bool Outside(const std::string& network, const std::string& address) {
  return !One("IpAddress", network, address) && One("NotIpAddress", network, address);
}
bool Unreadable(const std::string& address) {
  return !One("IpAddress", "0.0.0.0/0", address) && !One("NotIpAddress", "0.0.0.0/0", address) &&
         !One("IpAddress", "::/0", address) && !One("NotIpAddress", "::/0", address);
}

// ------------------------------------------------------------------ lists and single values

const Lists kTeam = {{"aws:TagKeys", {"team"}}};

TEST(RecordedList, NeverMeetsAScalarOperatorNotEvenWithOneValue) {
  EXPECT_FALSE(Meets(R"("StringEquals":{"aws:TagKeys":"team"})", {}, kTeam));
  EXPECT_FALSE(Meets(R"("Bool":{"aws:TagKeys":"false"})", {}, kTeam));
  EXPECT_FALSE(Meets(R"("NumericEquals":{"aws:TagKeys":"1"})", {}, {{"aws:TagKeys", {"1"}}}));
}

TEST(RecordedList, NeverMeetsANegatedScalarOperator) {
  for (const char* op : {"StringNotEquals", "StringNotLike", "NumericNotEquals", "DateNotEquals"}) {
    EXPECT_FALSE(Meets("\"" + std::string(op) + R"(":{"aws:TagKeys":"1"})", {}, kTeam)) << op;
  }
}

TEST(RecordedList, NeverMeetsAScalarOperatorWithIfExists) {
  EXPECT_FALSE(Meets(R"("StringEqualsIfExists":{"aws:TagKeys":"team"})", {}, kTeam));
  EXPECT_FALSE(Meets(R"("StringNotEqualsIfExists":{"aws:TagKeys":"env"})", {}, kTeam));
}

TEST(RecordedList, KeepsADenyFromMatchingToo) {
  EXPECT_FALSE(DenyMeets(R"("StringEquals":{"aws:TagKeys":"team"})", {}, kTeam));
  EXPECT_FALSE(DenyMeets(R"("StringNotEquals":{"aws:TagKeys":"env"})", {}, kTeam));
}

TEST(RecordedEmptyText, FailsForAllValuesOfAnotherText) {
  const Context empty = {{"aws:RequestTag/team", ""}};
  EXPECT_FALSE(Meets(R"("ForAllValues:StringEquals":{"aws:RequestTag/team":"capture"})", empty));
  EXPECT_TRUE(Meets(R"("ForAnyValue:StringEquals":{"aws:RequestTag/team":""})", empty));
}

// ------------------------------------------------------------------ Bool and Null

TEST(RecordedBool, FalseMatchesWhateverIsNotTrue) {
  for (const char* value : {"yes", "1", "", " true ", "false", "FALSE"}) {
    EXPECT_TRUE(One("Bool", "false", value)) << '"' << value << '"';
  }
  EXPECT_FALSE(One("Bool", "false", "tRUE"));
}

TEST(RecordedBool, ALiteralYesMeansFalse) {
  EXPECT_FALSE(One("Bool", "yes", "true"));
  EXPECT_TRUE(One("Bool", "yes", "yes"));
  EXPECT_TRUE(One("Bool", "False", "false"));
}

TEST(RecordedNull, ALiteralYesMeansFalse) {
  EXPECT_TRUE(One("Null", "yes", "v"));
  EXPECT_FALSE(Meets(R"("Null":{"k:a":"yes"})", {}));
}

// ------------------------------------------------------------------ what can't be read

TEST(RecordedUnreadable, NumberLiteralIsFalseForPositiveAndTrueForNotEquals) {
  for (const char* literal : {"NaN", "no-number", ""}) {
    EXPECT_FALSE(One("NumericEquals", literal, "1")) << literal;
    EXPECT_TRUE(One("NumericNotEquals", literal, "1")) << literal;
  }
}

TEST(RecordedUnreadable, DateLiteralIsFalseForPositiveAndTrueForNotEquals) {
  for (const char* literal : {"not-a-date", "2030-13", ""}) {
    EXPECT_FALSE(One("DateEquals", literal, "2030-01-01T00:00:00Z")) << literal;
    EXPECT_TRUE(One("DateNotEquals", literal, "2030-01-01T00:00:00Z")) << literal;
  }
}

TEST(RecordedUnreadable, AddressLiteralLeavesOtherListedValuesCounting) {
  for (const char* list : {R"(["not-an-ip","192.0.2.0/24"])", R"(["192.0.2.0/24","not-an-ip"])"}) {
    EXPECT_TRUE(Meets(R"("IpAddress":{"k:a":)" + std::string(list) + "}", {{"k:a", "192.0.2.1"}}));
    EXPECT_FALSE(
        Meets(R"("NotIpAddress":{"k:a":)" + std::string(list) + "}", {{"k:a", "192.0.2.1"}}));
  }
}

TEST(RecordedUnreadable, ArnLiteralAfterOneThatMatchesDoesNotCount) {
  const Context user = {{"k:a", "arn:aws:iam::123456789012:user/test"}};
  const std::string list = R"({"k:a":["arn:aws:iam::*:user/*","not-an-arn"]})";
  EXPECT_TRUE(AllowMeets("\"ArnLike\":" + list, user));
  EXPECT_TRUE(DenyMeets("\"ArnLike\":" + list, user));
  EXPECT_FALSE(AllowMeets("\"ArnNotLike\":" + list, user));
  EXPECT_FALSE(DenyMeets("\"ArnNotLike\":" + list, user));
}

TEST(RecordedUnreadable, ArnLiteralBeforeOneThatMatchesDecides) {
  const Context user = {{"k:a", "arn:aws:iam::123456789012:user/test"}};
  const std::string list = R"({"k:a":["not-an-arn","arn:aws:iam::*:user/*"]})";
  for (const char* op : {"\"ArnLike\":", "\"ArnNotLike\":"}) {
    EXPECT_FALSE(AllowMeets(op + list, user)) << op;
    EXPECT_TRUE(DenyMeets(op + list, user)) << op;
  }
}

TEST(RecordedUnreadable, RequestArnIsFalseEvenInADeny) {
  for (const char* op : {"ArnLike", "ArnEquals", "ArnNotLike", "ArnNotEquals"}) {
    for (const char* value : {"", "not-an-arn"}) {
      EXPECT_FALSE(One(op, "arn:aws:iam::*:user/*", value)) << op << value;
    }
  }
}

TEST(RecordedUnreadable, BinaryIsFalse) {
  for (const char* value : {"", "no-binary", "YQ"}) {
    EXPECT_FALSE(One("BinaryEquals", "YQ==", value)) << value;
  }
}

TEST(RecordedUnreadable, IsJudgedValueByValueUnderSetOperators) {
  const Lists numbers = {{"aws:TagKeys", {"no-number", "1"}}};
  EXPECT_TRUE(Meets(R"("ForAnyValue:NumericNotEquals":{"aws:TagKeys":"1"})", {}, numbers));
  EXPECT_FALSE(Meets(R"("ForAllValues:NumericNotEquals":{"aws:TagKeys":"1"})", {}, numbers));
  EXPECT_TRUE(Meets(R"("ForAnyValue:NumericEquals":{"aws:TagKeys":"1"})", {}, numbers));
  EXPECT_FALSE(Meets(R"("ForAllValues:NumericEquals":{"aws:TagKeys":"1"})", {}, numbers));
  const Lists addresses = {{"aws:TagKeys", {"no-address", "192.0.2.1"}}};
  EXPECT_FALSE(Meets(R"("ForAllValues:NotIpAddress":{"aws:TagKeys":"10.0.0.0/8"})", {}, addresses));
  EXPECT_TRUE(Meets(R"("ForAnyValue:NotIpAddress":{"aws:TagKeys":"10.0.0.0/8"})", {}, addresses));
}

TEST(RecordedUnreadable, NeverSpoilsAnotherAllow) {
  Scene scene;
  scene.context = {{"k:a", "arn:aws:s3:::b"}};
  scene.identity = {Policy(R"("Effect":"Allow","Action":"*","Resource":"*",
                               "Condition":{"ArnLike":{"k:a":"not-an-arn"}})"),
                    kAllowAll};
  EXPECT_TRUE(scene.Allows());
}

// ------------------------------------------------------------------ numbers and dates

TEST(RecordedNumber, IsExactAtAnyLength) {
  EXPECT_FALSE(SameNumber("9007199254740993", "9007199254740992"));
  EXPECT_TRUE(One("NumericLessThan", "9007199254740993", "9007199254740992"));
  const std::string long_number(200, '7');
  EXPECT_TRUE(SameNumber(long_number, long_number + ".0"));
  EXPECT_FALSE(SameNumber(long_number + "1", long_number + "2"));
}

TEST(RecordedNumber, HasLeadingZerosASignAPointAndAnExponent) {
  for (const char* one : {"01", "+1", "1.0", "1.", "1e0"}) {
    EXPECT_TRUE(SameNumber("1", one)) << one;
    EXPECT_TRUE(SameNumber(one, "1")) << one;
  }
}

TEST(RecordedNumber, IsNoWordNoHexadecimalAndHasNoSpaces) {
  for (const char* value : {"NaN", "Infinity", "-Infinity", "0x10", " 1", "1 ", " "}) {
    EXPECT_FALSE(One("NumericEquals", "1", value)) << value;
    EXPECT_TRUE(One("NumericNotEquals", "1", value)) << value;
    EXPECT_FALSE(One("NumericEquals", value, "1")) << value;
  }
}

TEST(RecordedDate, MayLackItsEnd) {
  EXPECT_TRUE(SameDate("2026-01-01T00:00:00Z", "2026"));
  EXPECT_TRUE(SameDate("2026-03-01T00:00:00Z", "2026-03"));
  EXPECT_TRUE(SameDate("2026-01-02T00:00:00Z", "2026-01-02"));
  EXPECT_TRUE(SameDate("2026-01-02T03:04:00Z", "2026-01-02T03:04Z"));
  EXPECT_TRUE(SameDate("2026-01-02T03:04:05Z", "2026-01-02T03:04:05.000Z"));
}

TEST(RecordedDate, HasAnOffsetOrIsInUtc) {
  EXPECT_TRUE(SameDate("2026-01-02T03:04:05Z", "2026-01-02T05:34:05+02:30"));
  EXPECT_TRUE(SameDate("2026-01-02T03:04:05Z", "2026-01-01T22:04:05-05:00"));
  EXPECT_TRUE(SameDate("2026-01-02T03:04:05Z", "2026-01-02T03:04:05"));
  EXPECT_TRUE(SameDate("2026-01-02T03:04:00Z", "2026-01-02T03:04"));
}

TEST(RecordedDate, MayBeSecondsOfTheEpochWithAPlus) {
  EXPECT_TRUE(SameDate("2030-01-01T00:00:00Z", "1893456000"));
  EXPECT_TRUE(SameDate("2030-01-01T00:00:00Z", "+1893456000"));
  EXPECT_TRUE(SameDate("1893456000", "2030-01-01T00:00:00Z"));
}

TEST(RecordedDate, IsCutToMillisecondsOnBothSides) {
  EXPECT_TRUE(SameDate("2030-01-01T00:00:00.1231Z", "2030-01-01T00:00:00.1239Z"));
  EXPECT_TRUE(SameDate("2030-01-01T00:00:00Z", "2030-01-01T00:00:00.0009Z"));
  EXPECT_FALSE(SameDate("2030-01-01T00:00:00.123Z", "2030-01-01T00:00:00.124Z"));
  EXPECT_FALSE(One("DateLessThan", "2030-01-01T00:00:00.1239Z", "2030-01-01T00:00:00.1231Z"));
}

TEST(RecordedBinary, MustBePaddedAndCanonical) {
  EXPECT_TRUE(One("BinaryEquals", "YQ==", "YQ=="));
  for (const char* value : {"YQ", "YQ=", "YR==", " YQ== ", "YQ==\\n"}) {
    EXPECT_FALSE(One("BinaryEquals", "YQ==", value)) << value;
  }
}

// ------------------------------------------------------------------ addresses

TEST(RecordedIpv4, HasFourDecimalOctetsWithLeadingZeros) {
  EXPECT_TRUE(In("192.0.2.0/24", "192.000.2.1"));
  EXPECT_TRUE(In("192.000.002.0/24", "192.0.2.1"));
  EXPECT_FALSE(In("10.0.0.8", "10.0.0.010"));  // decimal, not octal
  EXPECT_TRUE(In("10.0.0.10", "10.0.0.010"));
}

TEST(RecordedIpv4, HasNoShorterForm) {
  for (const char* value : {"192.0.2", "192.2", "3221225985", "192.0.2.1.", "192.0.2.256"}) {
    EXPECT_TRUE(Unreadable(value)) << value;
  }
}

TEST(RecordedIpv4, APrefixMayHaveLeadingZerosAndAPlus) {
  EXPECT_TRUE(In("192.0.2.0/024", "192.0.2.1"));
  EXPECT_TRUE(In("192.0.2.0/+24", "192.0.2.1"));
  EXPECT_TRUE(Outside("192.0.2.0/024", "192.0.3.1"));
}

TEST(RecordedIpv4, ANetworksHostBitsAreIgnored) {
  EXPECT_TRUE(In("192.0.2.5/24", "192.0.2.200"));
  EXPECT_TRUE(In("192.0.2.5/0", "203.0.113.1"));
}

TEST(RecordedIpv4, ABareAddressIsItself) {
  EXPECT_TRUE(In("192.0.2.5", "192.0.2.5"));
  EXPECT_TRUE(Outside("192.0.2.5", "192.0.2.4"));
}

TEST(RecordedIpv4, APrefixBeyondItsWidthMatchesNothing) {
  EXPECT_TRUE(Outside("192.0.2.0/33", "192.0.2.1"));
}

TEST(RecordedIpv6, ABareAddressIsItself) {
  EXPECT_TRUE(In("2001:db8::1", "2001:db8:0:0:0:0:0:1"));
  EXPECT_TRUE(Outside("2001:db8::1", "2001:db8::2"));
}

TEST(RecordedIpv6, ANetworkWithHostBitsDoesNotEvenMatchItself) {
  EXPECT_TRUE(Outside("2001:db8::5/64", "2001:db8::5"));
  EXPECT_TRUE(Outside("2001:db8::5/127", "2001:db8::4"));
  EXPECT_TRUE(In("2001:db8::4/127", "2001:db8::5"));
  EXPECT_TRUE(Outside("2001:db8::4/127", "2001:db8::6"));
}

TEST(RecordedIpv6, ANetworkWithHostBitsLeavesOtherListedValuesCounting) {
  const std::string list = R"({"k:a":["2001:db8::5/64","2001:db8::/64"]})";
  EXPECT_TRUE(Meets("\"IpAddress\":" + list, {{"k:a", "2001:db8::1"}}));
  EXPECT_FALSE(Meets("\"NotIpAddress\":" + list, {{"k:a", "2001:db8::1"}}));
}

TEST(RecordedIpv6, HasHexadecimalInAnyCaseWithLeadingZeros) {
  EXPECT_TRUE(In("2001:DB8::/064", "2001:0db8::00aB"));
}

TEST(RecordedIpv6, ADottedTailIsReadInMappedRequestsOnly) {
  EXPECT_TRUE(In("192.0.2.0/24", "::ffff:192.0.2.1"));
  for (const char* value : {"2001:db8::192.0.2.1", "::192.0.2.1", "64:ff9b::192.0.2.1"}) {
    EXPECT_TRUE(Unreadable(value)) << value;
  }
}

TEST(RecordedIpv6, ALiteralsDottedTailIsNeverRead) {
  for (const char* literal : {"::ffff:192.0.2.0/120", "::ffff:192.0.2.1", "2001:db8::192.0.2.1"}) {
    EXPECT_TRUE(Outside(literal, "192.0.2.1")) << literal;
    EXPECT_TRUE(Outside(literal, "::ffff:192.0.2.1")) << literal;
    EXPECT_TRUE(Outside(literal, "2001:db8::c000:201")) << literal;
  }
}

TEST(RecordedIpv6, OneTrailingColonIsIgnored) {
  EXPECT_TRUE(In("2001:db8::1", "2001:db8::1:"));
  EXPECT_TRUE(In("2001:db8::1:", "2001:db8::1"));
  EXPECT_TRUE(In("1:2:3:4:5:6:7:8", "1:2:3:4:5:6:7:8:"));
}

TEST(RecordedIpv6, OneLeadingColonIsAZeroGroup) {
  EXPECT_TRUE(In("0:2001:db8::1", ":2001:db8::1"));
  EXPECT_TRUE(Outside("2001:db8::1/128", ":2001:db8::1"));
}

TEST(RecordedIpv6, ThreeColonsAreTwo) {
  EXPECT_TRUE(In("2001:db8::1/128", "2001:db8:::1"));
  EXPECT_TRUE(In("2001:db8:::1/128", "2001:db8::1"));
  EXPECT_TRUE(In("::", ":::"));
  EXPECT_TRUE(In("::/0", ":::"));
}

TEST(RecordedIpv6, FourColonsAndTwoRunsAreBad) {
  for (const char* value : {"::::", "2001::db8:::1", "1::2::3", "2001:db8::::1"}) {
    EXPECT_TRUE(Unreadable(value)) << value;
  }
}

TEST(RecordedMapped, ARequestIsTheIpv4Address) {
  EXPECT_TRUE(In("192.0.2.0/24", "::FFFF:c000:201"));
  EXPECT_TRUE(In("192.0.2.1", "::ffff:192.0.2.1"));
}

TEST(RecordedMapped, Ipv6NetworksNeverMatchAnIpv4Request) {
  for (const char* request : {"192.0.2.1", "::ffff:192.0.2.1", "::ffff:c000:201"}) {
    EXPECT_TRUE(Outside("::/0", request)) << request;
    EXPECT_TRUE(Outside("::ffff:c000:200/120", request)) << request;
  }
}

TEST(RecordedMapped, Ipv4NetworksNeverMatchAnIpv6Request) {
  EXPECT_TRUE(Outside("0.0.0.0/0", "2001:db8::1"));
}

TEST(RecordedAddress, OfARequestHasNoPrefix) {
  EXPECT_TRUE(Unreadable("192.0.2.1/32"));
  EXPECT_TRUE(Unreadable("2001:db8::1/128"));
}

TEST(RecordedAddress, IsTheTextAsSentForStringLike) {
  EXPECT_TRUE(One("StringLike", "::FFFF:*", "::FFFF:c000:201"));
  EXPECT_FALSE(One("StringLike", "192.*", "::FFFF:c000:201"));
  EXPECT_TRUE(One("StringEquals", "192.000.2.1", "192.000.2.1"));
}

}  // namespace
}  // namespace policy_engine
