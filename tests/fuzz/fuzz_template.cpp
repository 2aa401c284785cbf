// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/query/template/template.h"
#include "tests/fuzz/promise.h"

using namespace wf;
using namespace wf::fuzz;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
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
    const auto parsed = query::Template::parse(text(data, size), &problem, limits);
    promise(parsed || (problem.offset <= size && !problem.what.isEmpty()), "a problem has a place and words");
    if (!parsed)
        return 0;
    const auto out = parsed->expand(context);
    promise(!out || out->size() <= limits.bytes, "the output is bounded");
    promise(out || !out.error().detail.isEmpty(), "a failure has words");
    return 0;
}
