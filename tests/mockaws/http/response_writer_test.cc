#include "mockaws/http/response_writer.h"

#include <gtest/gtest.h>

#include <string>

namespace mockaws {
namespace {

std::string Write(const HttpResponse& response, const ResponseFraming& framing = {}) {
  std::string out;
  AppendResponse(response, framing, &out);
  return out;
}

TEST(ResponseWriter, WritesStatusHeadersLengthAndBody) {
  EXPECT_EQ(Write({200, {{"Content-Type", "text/xml"}}, "<a/>"}),
            "HTTP/1.1 200 OK\r\nContent-Type: text/xml\r\nContent-Length: 4\r\n\r\n<a/>");
  EXPECT_EQ(Write({413, {}, ""}), "HTTP/1.1 413 Payload Too Large\r\nContent-Length: 0\r\n\r\n");
}

TEST(ResponseWriter, TellsTheLengthToHeadAndKeepsTheBody) {
  ResponseFraming framing;
  framing.head = true;
  EXPECT_EQ(Write({200, {}, "abc"}, framing), "HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\n");
}

TEST(ResponseWriter, SaysHowTheConnectionGoesOn) {
  ResponseFraming framing;
  framing.say_alive = true;
  EXPECT_NE(Write({200, {}, ""}, framing).find("\r\nConnection: keep-alive\r\n"),
            std::string::npos);
  framing.close = true;
  EXPECT_NE(Write({200, {}, ""}, framing).find("\r\nConnection: close\r\n"), std::string::npos);
}

TEST(ResponseWriter, AddsADateOnlyWhereThereIsNone) {
  ResponseFraming framing;
  framing.date = "Fri, 02 Jan 2026 03:04:05 GMT";
  EXPECT_EQ(Write({200, {}, ""}, framing),
            "HTTP/1.1 200 OK\r\nDate: Fri, 02 Jan 2026 03:04:05 GMT\r\nContent-Length: 0\r\n\r\n");
  EXPECT_EQ(Write({200, {{"date", "mine"}}, ""}, framing),
            "HTTP/1.1 200 OK\r\ndate: mine\r\nContent-Length: 0\r\n\r\n");
}

TEST(ResponseWriter, OwnsTheFramingHeaders) {
  EXPECT_EQ(Write({200,
                   {{"content-length", "99"}, {"Transfer-Encoding", "x"}, {"Connection", "close"}},
                   "a"}),
            "HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\na");
  EXPECT_TRUE(AsksToClose({200, {{"connection", "Close"}}, ""}));
  EXPECT_FALSE(AsksToClose({200, {}, ""}));
}

TEST(ResponseWriter, SendsNoBodyWhereNoneMayBe) {
  EXPECT_EQ(Write({204, {}, "abc"}), "HTTP/1.1 204 No Content\r\n\r\n");
}

TEST(ResponseWriter, NeverSplitsAResponse) {
  const std::string refused =
      "before|HTTP/1.1 500 Internal Server Error\r\nContent-Length: 0\r\n\r\n";
  const HttpResponse broken[] = {
      {200, {{"A", "1"}, {"B", "x\r\nC: y"}}, "body"},
      {200, {{"B", "x\ny"}}, ""},
      {200, {{"B", std::string("x\0", 2)}}, ""},
      {200, {{"B: c\r\nD", "x"}}, ""},
      {200, {{"", "x"}}, ""},
      {99, {}, ""},
      {600, {}, ""},
  };
  for (const HttpResponse& response : broken) {
    std::string out = "before|";
    EXPECT_FALSE(AppendResponse(response, {}, &out));
    EXPECT_EQ(out, refused);
  }
}

}  // namespace
}  // namespace mockaws
