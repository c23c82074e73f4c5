#include "simulator/report/credential_timeline.h"

#include <algorithm>
#include <map>

#include "policy_engine/base/time.h"
#include "simulator/report/html.h"
#include "simulator/report/step_facts.h"

namespace simulator {
namespace {

using policy_engine::Instant;
using policy_engine::ParseIso8601;

constexpr int kNames = 230;
constexpr int kHeader = 46;
constexpr int kRow = 30;
constexpr int kBar = 12;

struct Row {
  std::string identity;
  bool session = false;
  // Columns, in columns' widths; several where a session was issued anew.
  struct Life {
    double begin = 0;
    double end = 0;
    bool ended = false;  // expired, not just the scenario's end
    std::string words;
  };
  std::vector<Life> lives;
};

class Timeline {
 public:
  explicit Timeline(const ScenarioResult& scenario)
      : scenario_(scenario), columns_(scenario.steps.size()) {
    width_ = std::clamp(760 / static_cast<int>(std::max<size_t>(columns_, 1)), 30, 90);
  }

  std::string Draw() {
    FindRows();
    if (rows_.empty()) return "";
    std::string drawn = DrawColumns();
    for (size_t i = 0; i < rows_.size(); ++i) drawn += DrawRow(rows_[i], RowTop(i));
    const int width = kNames + width_ * static_cast<int>(columns_) + 12;
    const int height = Bottom() + 8;
    return Element("svg",
                   {{"class", "timeline"},
                    {"viewBox", "0 0 " + std::to_string(width) + " " + std::to_string(height)},
                    {"width", std::to_string(width)},
                    {"height", std::to_string(height)},
                    {"role", "img"},
                    {"aria-label", "Life of the credentials"}},
                   drawn);
  }

 private:
  static int RowTop(size_t row) { return kHeader + kRow * static_cast<int>(row); }
  int Bottom() const { return RowTop(rows_.size()); }
  int X(double column) const { return kNames + static_cast<int>(column * width_); }

  Row* RowOf(const std::string& identity) {
    const auto [found, added] = indexes_.emplace(identity, rows_.size());
    if (added) rows_.push_back({.identity = identity});
    return &rows_[found->second];
  }

  void FindRows() {
    const double end = static_cast<double>(columns_);
    for (size_t i = 0; i < columns_; ++i) {
      const StepResult& step = scenario_.steps[i];
      if (!step.actor.empty()) {
        Row* row = RowOf(step.actor);
        if (row->lives.empty()) row->lives.push_back({0, end, false, "long-term: never expires"});
      }
      for (const IssuedCredentials& issued : step.issued) {
        Row* row = RowOf(issued.identity);
        row->session = !issued.expires.empty();
        const double begin = static_cast<double>(i) + 0.5;
        if (!row->lives.empty()) {
          row->lives.back().end = std::min(row->lives.back().end, begin);
        }
        const double expiry = ColumnOf(issued.expires, end);
        row->lives.push_back({begin, expiry, expiry < end,
                              issued.expires.empty() ? "long-term: never expires"
                                                     : step.time + " to " + issued.expires});
      }
    }
  }

  // Where on the axis an instant lies; steps' columns are as wide whatever their time, so it falls
  // into that of the step which moved the clock past it.
  double ColumnOf(const std::string& time, double end) const {
    const auto instant = ParseIso8601(time);
    if (!instant) return end;
    for (size_t i = 1; i < columns_; ++i) {
      const auto before = ParseIso8601(scenario_.steps[i - 1].time);
      const auto after = ParseIso8601(scenario_.steps[i].time);
      if (!before || !after || *after < *instant) continue;
      const double all = static_cast<double>((*after - *before).count());
      const double part = static_cast<double>((*instant - *before).count());
      return static_cast<double>(i - 1) + (all > 0 ? std::clamp(part / all, 0.0, 1.0) : 1.0);
    }
    return end;
  }

  std::string Text(const std::string& css, int x, int y, const std::string& anchor,
                   const std::string& words) const {
    return TextElement("text",
                       {{"class", css},
                        {"x", std::to_string(x)},
                        {"y", std::to_string(y)},
                        {"text-anchor", anchor}},
                       words);
  }

  std::string DrawColumns() const {
    std::string drawn;
    for (size_t i = 0; i < columns_; ++i) {
      const StepResult& step = scenario_.steps[i];
      const bool moves = step.action.starts_with("advance ");
      const int x = X(static_cast<double>(i));
      if (moves) {
        drawn += EmptyElement("rect", {{"class", "advance"},
                                       {"x", std::to_string(x)},
                                       {"y", "4"},
                                       {"width", std::to_string(width_)},
                                       {"height", std::to_string(Bottom() - 4)}});
        drawn +=
            Text("small", x + width_ / 2, 18, "middle", "+" + Shortened(step.action.substr(8), 10));
      }
      drawn += Text("step", x + width_ / 2, 36, "middle", std::to_string(step.number));
    }
    if (!scenario_.steps.empty()) {
      drawn += Text("small", kNames - 10, 18, "end", scenario_.steps.front().time);
      drawn += Text("small", kNames - 10, 36, "end", "step");
    }
    return drawn;
  }

  std::string DrawRow(const Row& row, int top) const {
    const int middle = top + kRow / 2;
    std::string drawn = Text("name", kNames - 10, middle + 4, "end", Shortened(row.identity, 30));
    for (const Row::Life& life : row.lives) {
      drawn += Element("rect",
                       {{"class", row.session ? "life session" : "life"},
                        {"x", std::to_string(X(life.begin))},
                        {"y", std::to_string(middle - kBar / 2)},
                        {"width", std::to_string(std::max(2, X(life.end) - X(life.begin)))},
                        {"height", std::to_string(kBar)},
                        {"rx", "3"}},
                       TextElement("title", {}, row.identity + ": " + life.words));
      if (life.ended) {
        drawn += EmptyElement("line", {{"class", "expiry"},
                                       {"x1", std::to_string(X(life.end))},
                                       {"x2", std::to_string(X(life.end))},
                                       {"y1", std::to_string(top + 3)},
                                       {"y2", std::to_string(top + kRow - 3)}});
      }
    }
    return drawn + DrawUses(row, middle);
  }

  std::string DrawUses(const Row& row, int middle) const {
    std::string drawn;
    for (size_t i = 0; i < columns_; ++i) {
      const StepResult& step = scenario_.steps[i];
      if (step.actor != row.identity) continue;
      drawn += Element(
          "g", {{"class", "use " + StepCss(step)}},
          TextElement("title", {}, step.action + ": " + step.outcome) +
              EmptyElement("circle", {{"cx", std::to_string(X(static_cast<double>(i) + 0.5))},
                                      {"cy", std::to_string(middle)},
                                      {"r", "8"}}) +
              Text("sign", X(static_cast<double>(i) + 0.5), middle + 4, "middle",
                   OutcomeSign(step)));
    }
    return drawn;
  }

  const ScenarioResult& scenario_;
  const size_t columns_;
  int width_ = 0;  // of a column
  std::vector<Row> rows_;
  std::map<std::string, size_t> indexes_;
};

}  // namespace

std::string CredentialTimeline(const ScenarioResult& scenario) { return Timeline(scenario).Draw(); }

}  // namespace simulator
