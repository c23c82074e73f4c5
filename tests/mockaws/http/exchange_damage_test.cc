// Requests damaged at random (from fixed seeds): the exchange must not care how bytes are cut.
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdint>
#include <string>

#include "tests/mockaws/http/exchange_fixture.h"

namespace mockaws {
namespace {

using Fixture = ExchangeFixture;
using Next = Exchange::Next;

// A small generator of its own: the same bytes on every platform.
class Chance {
 public:
  explicit Chance(uint64_t seed) : state_(seed * 2 + 1) {}
  size_t Below(size_t bound) {
    state_ = state_ * 6364136223846793005U + 1442695040888963407U;
    return static_cast<size_t>(state_ >> 33) % bound;
  }

 private:
  uint64_t state_;
};

std::string Damage(std::string bytes, Chance* chance) {
  const std::string odd("\0\r\n\t :;,/%\x7f\x80\xff", 13);
  for (size_t i = chance->Below(4); i > 0; --i) {
    const size_t at = chance->Below(bytes.size());
    switch (chance->Below(5)) {
      case 0:
        bytes[at] = odd[chance->Below(odd.size())];
        break;
      case 1:
        bytes.erase(at, 1 + chance->Below(5));
        break;
      case 2:
        bytes.insert(at, bytes.substr(chance->Below(bytes.size()), chance->Below(40)));
        break;
      case 3:
        bytes.insert(at, 1, odd[chance->Below(odd.size())]);
        break;
      default:
        bytes[at] = static_cast<char>(chance->Below(256));
    }
    if (bytes.empty()) bytes = "x";
  }
  return bytes;
}

// One letter an answer: `h`andled or `r`efused. (Of two faults, which one is answered depends on
// which came to light first; whether a sender is told to continue depends on what it has sent.)
std::string Outcomes(const std::string& output) {
  std::string outcomes;
  for (const std::string& status : Statuses(output)) {
    if (status != "100") outcomes += status[0] == '2' ? 'h' : 'r';
  }
  return outcomes;
}

TEST(ExchangeDamage, DamagedRequestsGetTheSameAnswersHoweverTheyAreCut) {
  const std::string good =
      "POST /p?q=1 HTTP/1.1\r\nHost: h\r\nContent-Length: 5\r\n\r\nhello"
      "POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n"
      "3;x=\"y\"\r\nabc\r\n10\r\n0123456789abcdef\r\n0\r\nT: u\r\n\r\n"
      "GET / HTTP/1.0\r\nConnection: keep-alive\r\nExpect: 100-continue\r\n\r\n"
      "HEAD http://h/x HTTP/1.1\r\nHost: h\r\nA:\r\n  folded\r\n\r\n";
  for (uint64_t seed = 0; seed < 20'000; ++seed) {
    Chance chance(seed);
    const std::string bytes = Damage(good, &chance);
    Fixture whole;
    const Next whole_next = whole.Feed(bytes);
    if (whole_next == Next::kRead) whole.exchange.EndOfInput();
    Fixture cut;
    Next cut_next = Next::kRead;
    for (size_t at = 0; at < bytes.size() && cut_next == Next::kRead;) {
      const size_t count = std::min(bytes.size() - at, 1 + chance.Below(9));
      cut_next = cut.Feed(std::string_view(bytes).substr(at, count));
      at += count;
    }
    if (cut_next == Next::kRead) cut.exchange.EndOfInput();
    ASSERT_EQ(whole.handled, cut.handled) << bytes;
    ASSERT_EQ(Outcomes(whole.TakeOutput()), Outcomes(cut.TakeOutput())) << bytes;
  }
}

}  // namespace
}  // namespace mockaws
