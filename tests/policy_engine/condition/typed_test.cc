// Numeric, Date and IP operators.
#include <gtest/gtest.h>

#include "tests/policy_engine/support/scene.h"

namespace policy_engine {
namespace {

bool One(const std::string& op, const std::string& literal, const std::string& value) {
  return Meets("\"" + op + R"(":{"k:a":")" + literal + "\"}", {{"k:a", value}});
}

TEST(Numbers, AreExactDecimalsOfAnyLength) {
  EXPECT_FALSE(One("NumericEquals", "9007199254740993", "9007199254740992"));
  EXPECT_TRUE(One("NumericNotEquals", "9007199254740993", "9007199254740992"));
  EXPECT_TRUE(One("NumericLessThan", "0.10000000000000000000000000000000002",
                  "0.10000000000000000000000000000000001"));
}

TEST(Numbers, HaveManySpellings) {
  for (const char* value : {"01", "+1", "1.0", "1.", "1e0", "10e-1"}) {
    EXPECT_TRUE(One("NumericEquals", "1", value)) << value;
  }
  for (const char* value : {"NaN", "Infinity", "0x1", " 1", "1 ", ""}) {
    EXPECT_FALSE(One("NumericEquals", "1", value)) << value;
  }
}

TEST(Numbers, AreOrdered) {
  EXPECT_TRUE(One("NumericLessThan", "10", "9"));
  EXPECT_FALSE(One("NumericLessThan", "10", "10"));
  EXPECT_TRUE(One("NumericLessThanEquals", "10", "10.0"));
  EXPECT_TRUE(One("NumericGreaterThan", "-2", "-1.5"));
  EXPECT_TRUE(One("NumericGreaterThanEquals", "1e3", "1000"));
}

TEST(Numbers, TakeJsonNumbersByTheirText) {
  EXPECT_TRUE(Meets(R"("NumericEquals":{"k:a":10})", {{"k:a", "10.0"}}));
  EXPECT_TRUE(Meets(R"("StringEquals":{"k:a":1.50})", {{"k:a", "1.50"}}));
}

TEST(UnreadableNumber, IsFalseForPositiveAndTrueForNotEquals) {
  for (const char* value : {"", "one", "1,5"}) {
    EXPECT_FALSE(One("NumericEquals", "1", value)) << value;
    EXPECT_TRUE(One("NumericNotEquals", "1", value)) << value;
  }
  EXPECT_FALSE(One("NumericEquals", "nonsense", "1"));
  EXPECT_TRUE(One("NumericNotEquals", "nonsense", "1"));
}

TEST(UnreadableNumber, IsFalseForOrderingOperators) {
  for (const char* op : {"NumericLessThan", "NumericLessThanEquals", "NumericGreaterThan",
                         "NumericGreaterThanEquals"}) {
    EXPECT_FALSE(One(op, "1", "one")) << op;
    EXPECT_FALSE(One(op, "one", "1")) << op;
  }
}

TEST(UnreadableNumber, IsJudgedValueByValueUnderSetOperators) {
  EXPECT_TRUE(Meets(R"("ForAnyValue:NumericNotEquals":{"k:a":"1"})", {}, {{"k:a", {"1", "x"}}}));
  EXPECT_FALSE(Meets(R"("ForAllValues:NumericEquals":{"k:a":"1"})", {}, {{"k:a", {"1", "x"}}}));
}

TEST(Dates, HaveManySpellings) {
  for (const char* value :
       {"2026", "2026-01", "2026-01-01", "2026-01-01T00:00Z", "2026-01-01T00:00:00Z",
        "2026-01-01T00:00:00.000Z", "2026-01-01T01:00:00+01:00", "2026-01-01T00:00:00",
        "1767225600", "+1767225600"}) {
    EXPECT_TRUE(One("DateEquals", "2026-01-01T00:00:00Z", value)) << value;
  }
}

TEST(Dates, AreComparedInMillisecondsBothSidesCut) {
  EXPECT_TRUE(One("DateEquals", "2026-01-01T00:00:00.1231Z", "2026-01-01T00:00:00.1239Z"));
  EXPECT_FALSE(One("DateEquals", "2026-01-01T00:00:00.123Z", "2026-01-01T00:00:00.124Z"));
}

TEST(Dates, AreOrdered) {
  EXPECT_TRUE(One("DateLessThan", "2026-01-02", "2026-01-01"));
  EXPECT_FALSE(One("DateLessThan", "2026-01-01", "2026-01-01"));
  EXPECT_TRUE(One("DateLessThanEquals", "2026-01-01", "2026-01-01"));
  EXPECT_TRUE(One("DateGreaterThan", "2026-01-01", "2026-01-01T00:00:01Z"));
  EXPECT_TRUE(One("DateGreaterThanEquals", "2026", "2026"));
}

TEST(UnreadableDate, IsFalseForPositiveAndTrueForNotEquals) {
  for (const char* value : {"", "tomorrow", "2026-13-01", "2026-02-30"}) {
    EXPECT_FALSE(One("DateEquals", "2026", value)) << value;
    EXPECT_TRUE(One("DateNotEquals", "2026", value)) << value;
    EXPECT_FALSE(One("DateLessThan", "2026", value)) << value;
  }
  EXPECT_FALSE(One("DateEquals", "202*", "2026"));
}

TEST(Ipv4, IsFourOctetsLeadingZerosDecimal) {
  EXPECT_TRUE(One("IpAddress", "192.0.2.8/32", "192.000.02.08"));
  for (const char* value : {"192.0.2", "3221225985", "192.0.2.256", "192.0.2.1.1", "0xC0.0.2.1"}) {
    EXPECT_FALSE(One("IpAddress", "0.0.0.0/0", value)) << value;
  }
}

TEST(Ipv4, NetworksIgnoreHostBitsAndABareAddressIsOne) {
  EXPECT_TRUE(One("IpAddress", "192.0.2.5/24", "192.0.2.200"));
  EXPECT_TRUE(One("IpAddress", "192.0.2.5", "192.0.2.5"));
  EXPECT_FALSE(One("IpAddress", "192.0.2.5", "192.0.2.6"));
  EXPECT_TRUE(One("IpAddress", "192.0.2.0/025", "192.0.2.127"));
  EXPECT_FALSE(One("IpAddress", "192.0.2.0/+25", "192.0.2.128"));
}

TEST(Ipv6, ANetworkWithHostBitsMatchesNothing) {
  EXPECT_FALSE(One("IpAddress", "2001:db8::1/64", "2001:db8::1"));
  EXPECT_TRUE(One("NotIpAddress", "2001:db8::1/64", "2001:db8::1"));
  EXPECT_TRUE(One("IpAddress", "2001:db8::/64", "2001:db8::1"));
  EXPECT_TRUE(One("IpAddress", "2001:db8::1", "2001:db8::1"));
}

TEST(Ipv6, IsReadInAnyCaseWithLeadingZerosAndOddities) {
  EXPECT_TRUE(One("IpAddress", "2001:DB8::/32", "2001:0db8::1"));
  EXPECT_TRUE(One("IpAddress", "2001:db8::1", "2001:db8::1:"));
  EXPECT_TRUE(One("IpAddress", "0:2001:db8::1", ":2001:db8::1"));
  EXPECT_TRUE(One("IpAddress", "2001:db8::1", "2001:db8:::1"));
  EXPECT_TRUE(One("IpAddress", "::", ":::"));
  for (const char* value : {"::::", "1::2::3", "1:2:3", "12345::"}) {
    EXPECT_FALSE(One("IpAddress", "::/0", value)) << value;
    EXPECT_FALSE(One("NotIpAddress", "::/0", value)) << value;
  }
}

TEST(Ipv6, ADottedTailIsReadOnlyInAMappedRequestAddress) {
  EXPECT_TRUE(One("IpAddress", "192.0.2.0/24", "::ffff:192.0.2.1"));
  EXPECT_FALSE(One("IpAddress", "::/0", "2001:db8::192.0.2.1"));
  EXPECT_FALSE(One("IpAddress", "::ffff:192.0.2.1", "192.0.2.1"));
}

TEST(MappedAddress, IsTheIpv4AddressAndLiteralsKeepTheirFamily) {
  EXPECT_TRUE(One("IpAddress", "192.0.2.1", "::FFFF:c000:201"));
  EXPECT_FALSE(One("IpAddress", "::/0", "::ffff:192.0.2.1"));
  EXPECT_TRUE(One("NotIpAddress", "::/0", "::ffff:192.0.2.1"));
  EXPECT_FALSE(One("IpAddress", "::ffff:c000:200/120", "192.0.2.1"));
  EXPECT_FALSE(One("IpAddress", "0.0.0.0/0", "2001:db8::1"));
  EXPECT_TRUE(One("NotIpAddress", "0.0.0.0/0", "2001:db8::1"));
}

TEST(UnreadableAddress, OfARequestMakesBothFalse) {
  for (const char* value : {"", "localhost", "192.0.2.1/32"}) {
    EXPECT_FALSE(One("IpAddress", "0.0.0.0/0", value)) << value;
    EXPECT_FALSE(One("NotIpAddress", "10.0.0.0/8", value)) << value;
  }
}

TEST(UnreadableAddress, OfALiteralMatchesNothingAndOtherValuesCount) {
  EXPECT_FALSE(One("IpAddress", "nonsense", "192.0.2.1"));
  EXPECT_TRUE(One("NotIpAddress", "nonsense", "192.0.2.1"));
  EXPECT_TRUE(Meets(R"("IpAddress":{"k:a":["nonsense","192.0.2.1"]})", {{"k:a", "192.0.2.1"}}));
  EXPECT_FALSE(Meets(R"("NotIpAddress":{"k:a":["nonsense","192.0.2.1"]})", {{"k:a", "192.0.2.1"}}));
}

TEST(Addresses, AreTextUnderStringLike) {
  EXPECT_TRUE(One("StringLike", "::ffff:*", "::ffff:192.0.2.1"));
  EXPECT_FALSE(One("StringLike", "192.*", "::ffff:192.0.2.1"));
}

}  // namespace
}  // namespace policy_engine
