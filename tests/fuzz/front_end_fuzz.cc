// Any bytes on a connection: HTTP, Query protocol, signatures and the whole pipeline behind them,
// and the control API. The same bytes must get the same answers however they are cut, each answer
// must be HTTP, and nobody without credentials may change anything.
#include <cstring>
#include <memory>

#include "mockaws/http/exchange.h"
#include "mockaws/service/service.h"
#include "tests/fuzz/fuzz.h"

namespace {

using mockaws::Exchange;

// 2026-03-02T09:00:00Z.
const mockaws::Instant kNow{std::chrono::milliseconds(1'772'442'000'000)};

class World {
 public:
  World() {
    context_.handler = [this](const mockaws::HttpRequest& request) {
      return service_.Handle(request);
    };
    context_.date_clock = &clock_;
  }

  // All that a peer gets who sends `bytes` in pieces of `step`.
  std::string Answers(std::string_view bytes, size_t step) {
    Exchange exchange(&context_, "203.0.113.7", false);
    std::string answers;
    auto next = Exchange::Next::kRead;
    const auto settle = [&] {
      answers += std::exchange(exchange.output(), {});
      while (next == Exchange::Next::kTurn) {
        next = exchange.Advance();
        answers += std::exchange(exchange.output(), {});
      }
    };
    while (!bytes.empty() && next == Exchange::Next::kRead) {
      const size_t count = std::min({step, bytes.size(), exchange.space_bytes()});
      CHECK(count > 0, "the exchange wants more and has no room");
      std::memcpy(exchange.space(), bytes.data(), count);
      exchange.Received(count);
      bytes.remove_prefix(count);
      next = exchange.Advance();
      settle();
    }
    if (next == Exchange::Next::kRead) {
      next = exchange.EndOfInput();
      settle();
    }
    return answers;
  }

  bool Untouched() {
    return service_.parts().store.Read(
        [](const mockaws::State& state) { return state.accounts().empty(); });
  }

 private:
  mockaws::SimulatedClock clock_{kNow};
  mockaws::SeededIdSource ids_{7};
  mockaws::Service service_{mockaws::Settings{}, {&clock_, &clock_, &ids_}};
  mockaws::ExchangeContext context_;
};

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const std::string_view bytes = fuzz::TextOf(data, size);
  // Ids are numbered: each run has a server of its own, so that answers can be compared.
  World whole;
  World cut;
  const std::string answers = whole.Answers(bytes, SIZE_MAX);
  CHECK(answers.empty() || answers.starts_with("HTTP/1.1 "), "an answer that is no HTTP");
  CHECK(answers == cut.Answers(bytes, 1 + size % 7), "another answer to the same bytes in pieces");
  CHECK(whole.Untouched(), "a request without a signature changed the state");
  return 0;
}
