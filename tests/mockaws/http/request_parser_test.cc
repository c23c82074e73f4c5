#include "mockaws/http/request_parser.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>

namespace mockaws {
namespace {

using State = RequestParser::State;

struct Parsed {
  State state;
  int status;
  HttpRequest request;
  size_t consumed;
};

// Gives `bytes` to a parser, `step` more of them each time, as a socket would.
Parsed Parse(std::string_view bytes, size_t step = std::string_view::npos,
             const HttpLimits& limits = {}) {
  RequestParser parser(&limits);
  size_t begin = 0;
  for (size_t end = 0;
       end < bytes.size() && parser.state() != State::kDone && parser.state() != State::kFailed;) {
    end += std::min(step, bytes.size() - end);
    begin += parser.Put(bytes.substr(begin, end - begin));
  }
  return {parser.state(), parser.status(), parser.request(), begin};
}

const size_t kSteps[] = {1, 2, 3, 7, std::string_view::npos};

TEST(RequestParser, TakesMethodTargetHeadersAndBodyAsReceived) {
  const std::string bytes =
      "POST /a%20b?x=%31 HTTP/1.1\r\nHost: h\r\nX-Twice: 1\r\nx-twice:  2 \r\nContent-Length: "
      "4\r\n\r\nab" +
      std::string(1, '\0') + "c";
  for (const size_t step : kSteps) {
    const Parsed parsed = Parse(bytes, step);
    ASSERT_EQ(parsed.state, State::kDone) << step;
    EXPECT_EQ(parsed.request.method, "POST");
    EXPECT_EQ(parsed.request.target, "/a%20b?x=%31");
    ASSERT_EQ(parsed.request.headers.size(), 4U);
    EXPECT_EQ(parsed.request.headers[1].name, "X-Twice");
    EXPECT_EQ(parsed.request.headers[2].name, "x-twice");
    EXPECT_EQ(parsed.request.headers[2].value, "2");
    EXPECT_EQ(parsed.request.body, bytes.substr(bytes.size() - 4));
  }
}

TEST(RequestParser, LeavesTheNextRequestsBytesAlone) {
  const std::string first = "GET / HTTP/1.1\r\nHost: h\r\n\r\n";
  EXPECT_EQ(Parse(first + first).consumed, first.size());
}

TEST(RequestParser, JoinsChunksAndDropsTrailersAndExtensions) {
  const std::string bytes =
      "POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n"
      "3;a=b\r\nabc\r\n0A\r\n0123456789\r\n0\r\nAuthorization: x\r\n\r\n";
  for (const size_t step : kSteps) {
    const Parsed parsed = Parse(bytes, step);
    ASSERT_EQ(parsed.state, State::kDone) << step;
    EXPECT_EQ(parsed.request.body, "abc0123456789");
    EXPECT_EQ(parsed.request.Find("Authorization"), nullptr);
  }
}

TEST(RequestParser, GivesAbsoluteTargetsAsPathAndQuery) {
  const std::string rest = " HTTP/1.1\r\nHost: h\r\n\r\n";
  EXPECT_EQ(Parse("GET http://h:1/p?q" + rest).request.target, "/p?q");
  EXPECT_EQ(Parse("GET HTTPS://h" + rest).request.target, "/");
  EXPECT_EQ(Parse("GET http://h?q" + rest).request.target, "/?q");
  EXPECT_EQ(Parse("OPTIONS *" + rest).request.target, "*");
}

TEST(RequestParser, JoinsFoldedHeaderLinesBySpaces) {
  const Parsed parsed = Parse("GET / HTTP/1.1\r\nHost: h\r\nA: b\r\n\t c\r\n\r\n");
  ASSERT_EQ(parsed.state, State::kDone);
  EXPECT_EQ(*parsed.request.Find("A"), "b c");
}

TEST(RequestParser, ForgetsTheLastRequestOnReset) {
  const HttpLimits limits;
  RequestParser parser(&limits);
  parser.request().peer_address = "192.0.2.1";
  parser.Put("POST /long HTTP/1.1\r\nHost: h\r\nA: 1\r\nB: 2\r\nContent-Length: 3\r\n\r\nabc");
  ASSERT_EQ(parser.state(), State::kDone);
  parser.Reset();
  parser.Put("GET / HTTP/1.1\r\nHost: i\r\n\r\n");
  ASSERT_EQ(parser.state(), State::kDone);
  EXPECT_EQ(parser.request().target, "/");
  ASSERT_EQ(parser.request().headers.size(), 1U);
  EXPECT_EQ(*parser.request().Find("Host"), "i");
  EXPECT_EQ(parser.request().body, "");
  EXPECT_EQ(parser.request().peer_address, "192.0.2.1");
}

TEST(RequestParser, TellsWhetherTheConnectionLivesOn) {
  const HttpLimits limits;
  const auto keep_alive = [&](std::string_view bytes) {
    RequestParser parser(&limits);
    parser.Put(bytes);
    EXPECT_EQ(parser.state(), State::kDone);
    return parser.keep_alive();
  };
  EXPECT_TRUE(keep_alive("GET / HTTP/1.1\r\nHost: h\r\n\r\n"));
  EXPECT_FALSE(keep_alive("GET / HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n"));
  EXPECT_FALSE(keep_alive("GET / HTTP/1.0\r\n\r\n"));
  EXPECT_TRUE(keep_alive("GET / HTTP/1.0\r\nConnection: keep-alive\r\n\r\n"));
}

struct Refusal {
  const char* what;
  std::string bytes;
  int status;
};

class RefusedRequest : public testing::TestWithParam<Refusal> {};

TEST_P(RefusedRequest, HasItsStatusHoweverItArrives) {
  for (const size_t step : kSteps) {
    const Parsed parsed = Parse(GetParam().bytes, step);
    ASSERT_EQ(parsed.state, State::kFailed) << step;
    EXPECT_EQ(parsed.status, GetParam().status) << step;
  }
}

const std::string kHead = "POST / HTTP/1.1\r\nHost: h\r\n";
const std::string kChunked = kHead + "Transfer-Encoding: chunked\r\n\r\n";
const std::string kNul(1, '\0');

INSTANTIATE_TEST_SUITE_P(
    All, RefusedRequest,
    testing::Values(
        Refusal{"TlsGreeting", "\x16\x03\x01\x02" + kNul, 400}, Refusal{"OnlyNul", kNul, 400},
        Refusal{"NoMethod", " / HTTP/1.1\r\n\r\n", 400},
        Refusal{"MethodWithBracket", "G[T / HTTP/1.1\r\n\r\n", 400},
        Refusal{"TwoSpaces", "GET  / HTTP/1.1\r\n\r\n", 400},
        Refusal{"NoVersion", "GET /\r\n\r\n", 400},
        Refusal{"Http2Preface", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", 400},
        Refusal{"LowerCaseVersion", "GET / http/1.1\r\n\r\n", 400},
        Refusal{"RelativeTarget", "GET a HTTP/1.1\r\nHost: h\r\n\r\n", 400},
        Refusal{"AuthorityTarget", "CONNECT h:1 HTTP/1.1\r\nHost: h\r\n\r\n", 400},
        Refusal{"TargetOfOtherScheme", "GET ftp://h/ HTTP/1.1\r\nHost: h\r\n\r\n", 400},
        Refusal{"TargetWithRawByte", "GET /\xc3\xa9 HTTP/1.1\r\nHost: h\r\n\r\n", 400},
        Refusal{"TargetWithNul", "GET /" + kNul + " HTTP/1.1\r\nHost: h\r\n\r\n", 400},
        Refusal{"BareLineFeed", "GET / HTTP/1.1\nHost: h\n\n", 400},
        Refusal{"CarriageReturnAlone", kHead + "A: b\rc\r\n\r\n", 400},
        Refusal{"HeaderWithoutColon", kHead + "nonsense\r\n\r\n", 400},
        Refusal{"HeaderWithoutName", kHead + ": x\r\n\r\n", 400},
        Refusal{"SpaceBeforeColon", kHead + "A : x\r\n\r\n", 400},
        Refusal{"NulInHeaderName", kHead + "A" + kNul + ": x\r\n\r\n", 400},
        Refusal{"NulInHeaderValue", kHead + "A: x" + kNul + "\r\n\r\n", 400},
        Refusal{"NoHost", "GET / HTTP/1.1\r\nA: b\r\n\r\n", 400},
        Refusal{"TwoHosts", kHead + "host: i\r\n\r\n", 400},
        Refusal{"LengthNotANumber", kHead + "Content-Length: x\r\n\r\n", 400},
        Refusal{"LengthNegative", kHead + "Content-Length: -1\r\n\r\n", 400},
        Refusal{"LengthBeyond64Bits", kHead + "Content-Length: 18446744073709551616\r\n\r\n", 400},
        Refusal{"TwoLengths", kHead + "Content-Length: 1\r\nContent-Length: 2\r\n\r\n", 400},
        Refusal{"LengthAndChunked",
                kHead + "Content-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n", 400},
        Refusal{"ChunkedAndLength",
                kHead + "Transfer-Encoding: chunked\r\nContent-Length: 1\r\n\r\n", 400},
        Refusal{"ChunkedTwice",
                kHead + "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n\r\n", 400},
        Refusal{"OtherCoding", kHead + "Transfer-Encoding: gzip\r\n\r\n", 501},
        Refusal{"TwoCodings", kHead + "Transfer-Encoding: gzip, chunked\r\n\r\n", 501},
        Refusal{"Identity", kHead + "Transfer-Encoding: identity\r\n\r\n", 501},
        Refusal{"ChunkedInHttp10", "POST / HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n", 400},
        Refusal{"OtherExpectation", kHead + "Expect: the-worst\r\n\r\n", 417},
        Refusal{"BodyTooLong", kHead + "Content-Length: 10000001\r\n\r\n", 413},
        Refusal{"ChunkSizeNotHex", kChunked + "g\r\nx\r\n", 400},
        Refusal{"ChunkSizeNegative", kChunked + "-1\r\nx\r\n", 400},
        Refusal{"ChunkSizeEmpty", kChunked + "\r\nx\r\n", 400},
        Refusal{"ChunkSizeBeyond64Bits", kChunked + "10000000000000000\r\nx\r\n", 400},
        Refusal{"ChunkTooLong", kChunked + "989681\r\nx\r\n", 413},
        Refusal{"ChunksTooLong", kChunked + "1\r\nx\r\n989680\r\nx\r\n", 413},
        Refusal{"ChunkLongerThanSaid", kChunked + "1\r\nxy\r\n0\r\n\r\n", 400},
        Refusal{"ChunkExtensionMalformed", kChunked + "1 ;=\r\nx\r\n", 400},
        Refusal{"TrailerMalformed", kChunked + "0\r\nA : b\r\n\r\n", 400},
        Refusal{"TrailerWithLength", kChunked + "0\r\nContent-Length: 1\r\n\r\n", 400}),
    [](const auto& test) { return std::string(test.param.what); });

TEST(RequestParser, TakesABodyOfExactlyTheLimit) {
  HttpLimits limits;
  limits.body_bytes_max = 5;
  const auto with_length = [&](size_t length) {
    return Parse(
        kHead + "Content-Length: " + std::to_string(length) + "\r\n\r\n" + std::string(length, 'x'),
        std::string_view::npos, limits);
  };
  EXPECT_EQ(with_length(5).request.body, "xxxxx");
  EXPECT_EQ(with_length(6).status, 413);
  EXPECT_EQ(Parse(kChunked + "2\r\nab\r\n3\r\ncde\r\n0\r\n\r\n", 1, limits).request.body, "abcde");
  EXPECT_EQ(Parse(kChunked + "2\r\nab\r\n4\r\ncdef\r\n0\r\n\r\n", 1, limits).status, 413);
}

TEST(RequestParser, LimitsTargetsHeadersAndTheirNumber) {
  HttpLimits limits;
  limits.target_bytes_max = 100;
  limits.header_bytes_max = 1000;
  limits.header_count_max = 10;
  for (const size_t step : kSteps) {
    const auto status = [&](const std::string& bytes) { return Parse(bytes, step, limits).status; };
    const std::string end = " HTTP/1.1\r\nHost: h\r\n\r\n";
    EXPECT_EQ(status("GET /" + std::string(99, 'a') + end), 0);
    EXPECT_EQ(status("GET /" + std::string(100, 'a') + end), 414);
    EXPECT_EQ(status("GET /" + std::string(5000, 'a')), 414);
    EXPECT_EQ(status(kHead + "A: " + std::string(900, 'a') + "\r\n\r\n"), 0);
    EXPECT_EQ(status(kHead + "A: " + std::string(1000, 'a') + "\r\n\r\n"), 431);
    EXPECT_EQ(status(kHead + "A: " + std::string(5000, 'a')), 431);
    std::string many;
    for (int i = 0; i < 9; ++i) many += "A: b\r\n";
    EXPECT_EQ(status(kHead + many + "\r\n"), 0);
    EXPECT_EQ(status(kHead + many + "A: b\r\n\r\n"), 431);
  }
}

TEST(RequestParser, LimitsHeadersThatTrickleInTogether) {
  HttpLimits limits;
  limits.header_bytes_max = 1000;
  limits.header_count_max = 100'000;
  std::string bytes = kHead;
  for (int i = 0; i < 500; ++i) bytes += "Aaaa: bbbb\r\n";
  for (const size_t step : kSteps) EXPECT_EQ(Parse(bytes, step, limits).status, 431) << step;
}

}  // namespace
}  // namespace mockaws
