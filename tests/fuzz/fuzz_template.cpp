// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/query/template/alert/alerttemplate.h"
#include "models/query/template/line/linetemplate.h"
#include "tests/fuzz/promise.h"

using namespace wf;
using namespace wf::fuzz;

namespace {

void expandAsAlert(std::string_view text)
{
    query::TemplateLimits limits;
    limits.steps = 5'000;
    limits.bytes = std::size_t{4} << 10;
    limits.depth = 20;
    query::TemplateContext context;
    context.labels = {{"instance", "a:1"}, {"job", "node"}};
    context.value = 12.5;
    context.externalUrl = "http://x/y";
    context.query = [](const std::string &) -> base::Result<std::vector<query::TemplateSample>> {
        return std::vector<query::TemplateSample>{{{{"instance", "b:2"}}, 1}, {{{"instance", "a:1"}}, 0}};
    };
    query::TemplateProblem problem;
    const auto parsed = query::AlertTemplate::parse(text, &problem, limits);
    promise(parsed || (problem.offset <= text.size() && !problem.what.isEmpty()), "a problem has a place and words");
    if (!parsed)
        return;
    const auto out = parsed->expand(context);
    promise(!out || out->size() <= limits.bytes, "the output is bounded");
    promise(out || !out.error().detail.isEmpty(), "a failure has words");
}

class Line final : public query::LineTemplateData {
public:
    std::string_view label(std::string_view name) const override { return name == "a" ? "b" : ""; }
    std::vector<std::pair<std::string, std::string>> labels() const override { return {{"a", "b"}}; }
    std::string_view line() const override { return "{\"x\":[1,{\"y\":null}]}"; }
    qint64 timeNs() const override { return 1'700'000'000'000'000'000; }
    qint64 nowNs() const override { return 1'700'000'060'000'000'000; }
};

void expandAsLine(std::string_view text)
{
    const auto parsed = query::LineTemplate::parse(text);
    promise(parsed || !parsed.error().summary.isEmpty(), "a problem has words");
    std::string out;
    if (parsed)
        if (const auto done = parsed->execute(Line(), out); done)
            promise(out.size() <= std::size_t{4} << 20, "the output is bounded");
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    expandAsAlert(text(data, size));
    expandAsLine(text(data, size));
    return 0;
}
