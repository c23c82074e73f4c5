#include "mockaws/http/exchange.h"

#include <gtest/gtest.h>

#include <cstring>
#include <string>
#include <vector>

#include "tests/mockaws/http/exchange_fixture.h"

namespace mockaws {
namespace {

using Next = Exchange::Next;
using Fixture = ExchangeFixture;
using Phase = Exchange::Phase;

std::string Answer(int status, const std::string& headers, const std::string& body) {
  const std::string reason = status == 200 ? "OK" : "?";
  return "HTTP/1.1 " + std::to_string(status) + " " + reason + "\r\n" + headers +
         "Content-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body;
}

using Codes = std::vector<std::string>;

TEST(Exchange, AnswersOneRequestAfterTheOther) {
  Fixture f;
  EXPECT_EQ(f.Feed("GET /a HTTP/1.1\r\nHost: h\r\n\r\n"), Next::kRead);
  EXPECT_EQ(f.TakeOutput(), Answer(200, "", "GET /a "));
  EXPECT_EQ(f.Feed("POST /b HTTP/1.1\r\nHost: h\r\nContent-Length: 2\r\n\r\nxy"), Next::kRead);
  EXPECT_EQ(f.TakeOutput(), Answer(200, "", "POST /b xy"));
  EXPECT_EQ(f.exchange.requests(), 2U);
}

TEST(Exchange, HandsOverPeerAndTransport) {
  ExchangeContext context;
  HttpRequest seen;
  context.handler = [&](const HttpRequest& request) {
    seen = request;
    return HttpResponse{};
  };
  Exchange exchange(&context, "2001:db8::1", true);
  const std::string bytes = "GET / HTTP/1.1\r\nHost: h\r\n\r\n";
  std::memcpy(exchange.space(), bytes.data(), bytes.size());
  exchange.Received(bytes.size());
  exchange.Advance();
  EXPECT_EQ(seen.peer_address, "2001:db8::1");
  EXPECT_TRUE(seen.secure);
}

TEST(Exchange, AnswersPipelinedRequestsInOrder) {
  Fixture f;
  EXPECT_EQ(f.Feed("GET /1 HTTP/1.1\r\nHost: h\r\n\r\n"
                   "POST /2 HTTP/1.1\r\nHost: h\r\nContent-Length: 1\r\n\r\nz"
                   "GET /3 HTTP/1.1\r\nHo"),
            Next::kRead);
  EXPECT_EQ(f.TakeOutput(), Answer(200, "", "GET /1 ") + Answer(200, "", "POST /2 z"));
  EXPECT_EQ(f.exchange.phase(), Phase::kHeader);
  EXPECT_EQ(f.Feed("st: h\r\n\r\n"), Next::kRead);
  EXPECT_EQ(f.TakeOutput(), Answer(200, "", "GET /3 "));
}

TEST(Exchange, GivesOthersATurnAfterSoManyPipelinedRequests) {
  Fixture f;
  f.context.limits.pipelined_max = 2;
  std::string five;
  for (int i = 0; i < 5; ++i) five += "GET / HTTP/1.1\r\nHost: h\r\n\r\n";
  EXPECT_EQ(f.Feed(five), Next::kTurn);
  EXPECT_EQ(f.handled, 2);
  EXPECT_EQ(f.exchange.Advance(), Next::kTurn);
  EXPECT_EQ(f.handled, 4);
  EXPECT_EQ(f.exchange.Advance(), Next::kRead);
  EXPECT_EQ(f.handled, 5);
}

TEST(Exchange, AnswersWhatCameBeforeGarbage) {
  Fixture f;
  EXPECT_EQ(f.Feed("GET /1 HTTP/1.1\r\nHost: h\r\n\r\nnonsense\r\n\r\n"), Next::kLinger);
  EXPECT_EQ(Statuses(f.TakeOutput()), (Codes{"200", "400"}));
  EXPECT_EQ(f.handled, 1);
  ASSERT_EQ(f.troubles.size(), 1U);
  EXPECT_EQ(f.troubles[0].substr(0, 14), "192.0.2.1 400 ");
}

TEST(Exchange, SkipsEmptyLinesBeforeARequest) {
  Fixture f;
  EXPECT_EQ(f.Feed("\r\n\r\n"), Next::kRead);
  EXPECT_EQ(f.exchange.phase(), Phase::kIdle);
  EXPECT_EQ(f.Feed("\r\nGET / HTTP/1.1\r\nHost: h\r\n\r\n\r\n"), Next::kRead);
  EXPECT_EQ(f.handled, 1);
  EXPECT_EQ(f.exchange.phase(), Phase::kIdle);
}

TEST(Exchange, TellsAWaitingSenderToContinueOnce) {
  Fixture f;
  const std::string head =
      "POST / HTTP/1.1\r\nHost: h\r\nExpect: 100-continue\r\nContent-Length: 4\r\n\r\n";
  EXPECT_EQ(f.Feed(head), Next::kRead);
  EXPECT_EQ(f.TakeOutput(), "HTTP/1.1 100 Continue\r\n\r\n");
  EXPECT_EQ(f.Feed("ab"), Next::kRead);
  EXPECT_EQ(f.Feed("cd"), Next::kRead);
  EXPECT_EQ(f.TakeOutput(), Answer(200, "", "POST / abcd"));
  EXPECT_EQ(f.Feed(head), Next::kRead) << "and for each request anew";
  EXPECT_EQ(f.TakeOutput(), "HTTP/1.1 100 Continue\r\n\r\n");
}

TEST(Exchange, DoesNotTellASenderToContinueThatHasBegun) {
  Fixture f;
  f.Feed("POST / HTTP/1.1\r\nHost: h\r\nExpect: 100-continue\r\nContent-Length: 2\r\n\r\na");
  EXPECT_EQ(f.TakeOutput(), "");
}

TEST(Exchange, RefusesATooLongBodyInsteadOfLettingItCome) {
  Fixture f;
  EXPECT_EQ(f.Feed("POST / HTTP/1.1\r\nHost: h\r\nExpect: 100-continue\r\n"
                   "Content-Length: 10000001\r\n\r\n"),
            Next::kLinger);
  EXPECT_EQ(f.TakeOutput(),
            "HTTP/1.1 413 Payload Too Large\r\nConnection: close\r\nContent-Length: 0\r\n\r\n");
}

TEST(Exchange, SendsNoBodyToHead) {
  Fixture f;
  f.Feed("HEAD / HTTP/1.1\r\nHost: h\r\n\r\n");
  EXPECT_EQ(f.TakeOutput(), "HTTP/1.1 200 OK\r\nContent-Length: 7\r\n\r\n");
}

TEST(Exchange, ClosesWhenEitherSideAsks) {
  for (const char* bytes : {"GET / HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n",
                            "GET / HTTP/1.0\r\n\r\n", "GET /close HTTP/1.1\r\nHost: h\r\n\r\n"}) {
    Fixture f;
    EXPECT_EQ(f.Feed(bytes), Next::kClose);
    EXPECT_NE(f.TakeOutput().find("Connection: close\r\n"), std::string::npos);
  }
}

TEST(Exchange, LingersWhereMoreWasSentBehindTheLastRequest) {
  Fixture f;
  EXPECT_EQ(f.Feed("GET / HTTP/1.0\r\n\r\nGET / HTTP/1.0\r\n\r\n"), Next::kLinger);
  EXPECT_EQ(f.handled, 1);
}

TEST(Exchange, TellsHttp10ThatTheConnectionLives) {
  Fixture f;
  EXPECT_EQ(f.Feed("GET / HTTP/1.0\r\nConnection: keep-alive\r\n\r\n"), Next::kRead);
  EXPECT_EQ(f.TakeOutput(), Answer(200, "Connection: keep-alive\r\n", "GET / "));
}

TEST(Exchange, EachAnswerIsTheLastOneWhileDraining) {
  Fixture f;
  f.Feed("GET / HTTP/1.1\r\nHo");
  f.context.draining = true;
  EXPECT_EQ(f.Feed("st: h\r\n\r\n"), Next::kClose);
  EXPECT_EQ(f.TakeOutput(), Answer(200, "Connection: close\r\n", "GET / "));
}

TEST(Exchange, AnswersACutOffRequest) {
  Fixture idle;
  EXPECT_EQ(idle.exchange.EndOfInput(), Next::kClose);
  EXPECT_EQ(idle.TakeOutput(), "");
  for (const char* bytes : {"G", "GET / HTTP/1.1\r\nHost: h\r\n",
                            "POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 3\r\n\r\nab"}) {
    Fixture f;
    EXPECT_EQ(f.Feed(bytes), Next::kRead);
    EXPECT_EQ(f.exchange.EndOfInput(), Next::kClose);
    EXPECT_EQ(Statuses(f.TakeOutput()), (Codes{"400"})) << bytes;
    EXPECT_EQ(f.handled, 0);
  }
}

TEST(Exchange, AnswersASlowRequestAndClosesAnIdleConnectionSilently) {
  Fixture idle;
  EXPECT_EQ(idle.exchange.TimedOut(), Next::kClose);
  EXPECT_EQ(idle.TakeOutput(), "");
  Fixture header;
  header.Feed("GET /");
  EXPECT_EQ(header.exchange.phase(), Phase::kHeader);
  EXPECT_EQ(header.exchange.TimedOut(), Next::kLinger);
  EXPECT_EQ(Statuses(header.TakeOutput()), (Codes{"408"}));
  Fixture body;
  body.Feed("POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 3\r\n\r\nab");
  EXPECT_EQ(body.exchange.phase(), Phase::kBody);
  EXPECT_EQ(body.exchange.TimedOut(), Next::kLinger);
  EXPECT_EQ(Statuses(body.TakeOutput()), (Codes{"408"}));
}

TEST(Exchange, SurvivesAHandlerThatThrows) {
  Fixture f;
  EXPECT_EQ(f.Feed("GET /throw HTTP/1.1\r\nHost: h\r\n\r\nGET /throw-int HTTP/1.1\r\nHost: h\r\n"
                   "\r\nGET /split HTTP/1.1\r\nHost: h\r\n\r\nGET / HTTP/1.1\r\nHost: h\r\n\r\n"),
            Next::kRead);
  EXPECT_EQ(Statuses(f.TakeOutput()), (Codes{"500", "500", "500", "200"}));
  ASSERT_EQ(f.troubles.size(), 3U);
  EXPECT_EQ(f.troubles[0], "192.0.2.1 500 broken handler");
}

TEST(Exchange, LimitsTheBytesOfAllUnfinishedBodiesTogether) {
  const std::string head = "POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 200000\r\n\r\n";
  const std::string part(190'000, 'x');
  Fixture f;
  f.context.limits.buffered_bytes_max = 200'000;
  EXPECT_EQ(FeedTo(&f.exchange, head + part), Next::kRead);
  {
    Exchange second(&f.context, "192.0.2.2", false);
    EXPECT_EQ(FeedTo(&second, head + part), Next::kLinger);
    EXPECT_EQ(Statuses(second.output()), (Codes{"503"}));
  }
  Exchange third(&f.context, "192.0.2.3", false);
  EXPECT_EQ(FeedTo(&f.exchange, std::string(10'000, 'x')), Next::kRead);
  EXPECT_EQ(FeedTo(&third, head + part + std::string(10'000, 'x')), Next::kRead);
  EXPECT_EQ(f.handled, 2);
  EXPECT_EQ(f.context.buffered_bytes.load(), 0U) << "given back with the answer";
}

TEST(Exchange, TakesLongHeadersAndLargeBodiesThroughASmallBuffer) {
  Fixture f;
  const std::string head = "POST / HTTP/1.1\r\nHost: h\r\nA: " + std::string(60'000, 'a') +
                           "\r\nContent-Length: 1000000\r\n\r\n";
  std::string body(1'000'000, 'b');
  body[500'000] = 'c';
  EXPECT_EQ(f.Feed(head + body), Next::kRead);
  EXPECT_EQ(f.TakeOutput(), Answer(200, "", "POST / " + body));
  EXPECT_LT(f.exchange.space_bytes(), 20'000U) << "a grown buffer is given back";
}

TEST(Exchange, BoundsWhatAChunkHeaderOrTrailersMayTake) {
  const std::string head = "POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n";
  Fixture extension;
  EXPECT_EQ(extension.Feed(head + "1;a=" + std::string(1'000'000, 'x')), Next::kLinger);
  EXPECT_EQ(Statuses(extension.TakeOutput()), (Codes{"400"}));
  Fixture trailer;
  EXPECT_EQ(trailer.Feed(head + "0\r\nA: " + std::string(1'000'000, 'x')), Next::kLinger);
  EXPECT_EQ(Statuses(trailer.TakeOutput()), (Codes{"400"}));
}

TEST(Exchange, DatesItsAnswersByTheClockGiven) {
  Fixture f;
  SimulatedClock clock(*policy_engine::ParseIso8601("2026-01-02T03:04:05Z"));
  f.context.date_clock = &clock;
  const std::string request = "GET / HTTP/1.1\r\nHost: h\r\n\r\n";
  f.Feed(request);
  EXPECT_NE(f.TakeOutput().find("Date: Fri, 02 Jan 2026 03:04:05 GMT\r\n"), std::string::npos);
  clock.Advance(std::chrono::milliseconds(999));
  f.Feed(request);
  EXPECT_NE(f.TakeOutput().find("03:04:05 GMT\r\n"), std::string::npos);
  clock.Advance(std::chrono::milliseconds(1));
  f.Feed(request);
  EXPECT_NE(f.TakeOutput().find("03:04:06 GMT\r\n"), std::string::npos);
}

}  // namespace
}  // namespace mockaws
