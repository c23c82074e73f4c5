#include "simulator/eval/eval_stream.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstring>

namespace simulator {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::StartsWith;

struct Streamed {
  std::vector<std::string> lines;
  EvalCounts counts;
};

// Streams `input` in pieces of `piece` bytes.
Streamed Stream(std::string_view input, EvalStreamOptions options = {}, size_t piece = 7) {
  Streamed run;
  std::string output;
  run.counts = EvalStream(
      [&](char* buffer, size_t size) {
        const size_t count = std::min({size, piece, input.size()});
        std::memcpy(buffer, input.data(), count);
        input.remove_prefix(count);
        return count;
      },
      [&](std::string_view text) {
        output += text;
        return true;
      },
      options);
  for (size_t begin = 0; begin < output.size();) {
    const size_t end = output.find('\n', begin);
    run.lines.push_back(output.substr(begin, end - begin));
    begin = end + 1;
  }
  return run;
}

std::string Case(const std::string& id, const std::string& effect) {
  return R"({"id":")" + id +
         R"(","request":{"principal":"arn:aws:iam::111122223333:user/u","action":"s3:GetObject",)"
         R"("resource":"arn:aws:s3:::b/o","resourceAccount":"111122223333"},"identityPolicies":)"
         R"([{"Version":"2012-10-17","Statement":{"Effect":")" +
         effect + R"(","Action":"s3:*","Resource":"*"}}]})";
}

TEST(EvalStream, AnswersEachLineInOrder) {
  const Streamed run = Stream(Case("a", "Allow") + "\n" + Case("b", "Deny") + "\n");
  EXPECT_THAT(run.lines, ElementsAre(StartsWith(R"({"id":"a","decision":"allowed")"),
                                     StartsWith(R"({"id":"b","decision":"explicitDeny")")));
  EXPECT_EQ(run.counts.allowed, 1U);
  EXPECT_EQ(run.counts.explicit_denies, 1U);
}

TEST(EvalStream, ABadLineGetsItsErrorAndTheStreamGoesOn) {
  const Streamed run = Stream("{oops\n\n  \r\n{\"id\":7}\n" + Case("c", "Allow"));
  EXPECT_THAT(run.lines, ElementsAre(HasSubstr(R"("error":{"message":)"),
                                     StartsWith(R"({"id":7,"error":{"message":)"),
                                     StartsWith(R"({"id":"c","decision":"allowed")")));
  EXPECT_EQ(run.counts.failed, 2U);
  EXPECT_EQ(run.counts.total(), 3U);
}

TEST(EvalStream, OverlongLinesAreErrorsAndHoldNoMoreThanTheLimit) {
  EvalStreamOptions options;
  options.line_bytes_max = 1000;
  const Streamed run = Stream(std::string(100'000, 'x') + "\n" + Case("d", "Allow"), options, 4096);
  EXPECT_THAT(run.lines, ElementsAre(HasSubstr("the line is longer than 1000 bytes"),
                                     StartsWith(R"({"id":"d","decision":"allowed")")));
}

TEST(EvalStream, OrderHoldsWhateverTheNumberOfThreads) {
  std::string input;
  for (int i = 0; i < 5000; ++i) {
    input += Case(std::to_string(i), i % 3 == 0 ? "Deny" : "Allow") + "\n";
  }
  EvalStreamOptions one;
  one.threads = 1;
  EvalStreamOptions four;
  four.threads = 4;
  const Streamed single = Stream(input, one, 1u << 16);
  EXPECT_EQ(single.lines.size(), 5000U);
  EXPECT_EQ(Stream(input, four, 1u << 16).lines, single.lines);
}

TEST(EvalStream, SharedPoliciesServeLinesThatHaveNone) {
  const auto shared =
      *policy_engine::ParseJson(R"({"identityPolicies":[{"Version":"2012-10-17","Statement":)"
                                R"({"Effect":"Allow","Action":"s3:*","Resource":"*"}}]})");
  EvalStreamOptions options;
  options.shared = &shared;
  const Streamed run =
      Stream(R"({"id":1,"request":{"principal":"arn:aws:iam::111122223333:user/u",)"
             R"("action":"s3:GetObject","resource":"arn:aws:s3:::b/o",)"
             R"("resourceAccount":"111122223333"}})",
             options);
  EXPECT_THAT(run.lines, ElementsAre(StartsWith(R"({"id":1,"decision":"allowed")")));
}

TEST(EvalStream, StopsWhenNobodyReads) {
  std::string input;
  for (int i = 0; i < 20'000; ++i) input += "{}\n";
  std::string_view rest = input;
  int writes = 0;
  EvalStream(
      [&](char* buffer, size_t size) {
        const size_t count = std::min({size, size_t{4096}, rest.size()});
        std::memcpy(buffer, rest.data(), count);
        rest.remove_prefix(count);
        return count;
      },
      [&](std::string_view) {
        ++writes;
        return false;
      },
      {.threads = 2});
  EXPECT_EQ(writes, 1);
}

}  // namespace
}  // namespace simulator
