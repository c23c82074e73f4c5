#include "policy_engine/base/time.h"

#include <gtest/gtest.h>

namespace policy_engine {
namespace {

using std::chrono::milliseconds;

TEST(Time, FormatsEachForm) {
  const Instant instant{milliseconds(1'767'323'045'678)};
  EXPECT_EQ(FormatIso8601(instant), "2026-01-02T03:04:05Z");
  EXPECT_EQ(FormatIso8601Millis(instant), "2026-01-02T03:04:05.678Z");
  EXPECT_EQ(FormatIso8601Basic(instant), "20260102T030405Z");
  EXPECT_EQ(FormatBasicDate(instant), "20260102");
  EXPECT_EQ(FormatHttpDate(instant), "Fri, 02 Jan 2026 03:04:05 GMT");
}

TEST(Time, ParsesEachForm) {
  const Instant instant{milliseconds(1'767'323'045'000)};
  EXPECT_EQ(ParseIso8601("2026-01-02T03:04:05Z"), instant);
  EXPECT_EQ(ParseIso8601("2026-01-02T03:04:05.6789Z"), instant + milliseconds(678));
  EXPECT_EQ(ParseIso8601("2026-01-02T04:04:05+01:00"), instant);
  EXPECT_EQ(ParseIso8601Basic("20260102T030405Z"), instant);
  EXPECT_EQ(ParseHttpDate("Fri, 02 Jan 2026 03:04:05 GMT"), instant);
  EXPECT_FALSE(ParseIso8601("2026-01-02 03:04:05Z"));
  EXPECT_FALSE(ParseIso8601("2026-13-02T03:04:05Z"));
  EXPECT_FALSE(ParseIso8601Basic("20260102T0304 5Z"));
}

TEST(Time, GoesBeyondEpochLeapDaysAndFourDigitYears) {
  EXPECT_EQ(FormatIso8601Millis(Instant(milliseconds(-1))), "1969-12-31T23:59:59.999Z");
  EXPECT_EQ(FormatIso8601(*ParseIso8601Basic("20240229T000000Z")), "2024-02-29T00:00:00Z");
  EXPECT_EQ(FormatIso8601(*ParseIso8601Basic("99991231T235959Z") + milliseconds(1'000)),
            "10000-01-01T00:00:00Z");
  for (const char* bad : {"20230229T000000Z", "20240001T000000Z", "20240100T000000Z",
                          "20240101T240000Z", "20240101T006000Z", "20240101T000060Z"}) {
    EXPECT_FALSE(ParseIso8601Basic(bad)) << bad;
  }
}

TEST(Duration, ReadsIsoAndScenarioForms) {
  EXPECT_EQ(ParseDuration("PT1H"), milliseconds(3'600'000));
  EXPECT_EQ(ParseDuration("P1DT1M"), milliseconds(86'460'000));
  EXPECT_EQ(ParseDuration("1h1s"), milliseconds(3'601'000));
  EXPECT_EQ(ParseDuration("90d"), milliseconds(int64_t{90} * 86'400'000));
  for (const char* bad :
       {"", "P", "PT", "1", "h", "P1M", "P1Y", "-PT1H", "1h?", "99999999999999d"}) {
    EXPECT_FALSE(ParseDuration(bad)) << bad;
  }
}

}  // namespace
}  // namespace policy_engine
