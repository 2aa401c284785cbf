// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/query/promql/testlang/runner.h"

#include "models/query/promql/histogram/classic.h"
#include "models/query/promql/memory/memorysamples.h"
#include "models/query/promql/parse/parse.h"
#include "models/query/promql/testlang/compare_p.h"
#include "models/query/promql/testlang/variants_p.h"
#include "models/query/promql/text/gotext.h"
#include "models/query/promql/text/overloaded.h"

#include <algorithm>
#include <map>

namespace wf::query {

namespace {

EvalOptions optionsOfPrometheusTests()
{
    EvalOptions options;
    options.delaysNameRemoval = true;
    options.usesStartTimestamps = true;
    options.maxSteps = 0;
    return options;
}

void loadSeries(const LoadCommand::Series &series, qint64 stepMs, MemorySamples &into)
{
    for (std::size_t i = 0; i < series.line.values.size(); ++i) {
        const SequenceValue &v = series.line.values[i];
        const qint64 timeMs = static_cast<qint64>(i) * stepMs;
        const auto offset = series.startOffsetsMs.empty() ? std::nullopt : series.startOffsetsMs[i];
        const qint64 startMs = offset ? timeMs + *offset : 0;
        if (v.histogram)
            into.append(series.line.labels, timeMs, *v.histogram, startMs);
        else if (v.number)
            into.append(series.line.labels, timeMs, *v.number, startMs);
    }
}

// Classic histograms collected for each series without le and for each instant.
class ClassicHistograms {
public:
    void add(const LoadCommand::Series &series, qint64 stepMs)
    {
        const std::string name(series.line.labels.metricName());
        const auto suffix = std::ranges::find_if(suffixes, [&](std::string_view s) { return name.ends_with(s); });
        if (suffix == std::end(suffixes))
            return;
        const auto bound = goNumber(withoutSign(series.line.labels.value("le")));
        if (*suffix == "_bucket" && !bound)
            return;
        const base::Labels labels =
            series.line.labels.with("__name__", name.substr(0, name.size() - suffix->size())).without({"le"});
        for (std::size_t i = 0; i < series.line.values.size(); ++i) {
            const auto &number = series.line.values[i].number;
            if (!number)
                continue;
            ClassicHistogram &h = m_histograms[labels][static_cast<qint64>(i) * stepMs];
            if (*suffix == "_bucket")
                h.setBucket(series.line.labels.value("le").starts_with('-') ? -*bound : *bound, *number);
            else
                *suffix == "_sum" ? h.setSum(*number) : h.setCount(*number);
        }
    }
    // What is wrong with them, if anything.
    std::string appendTo(MemorySamples &samples)
    {
        for (auto &[labels, byTime] : m_histograms)
            for (auto &[timeMs, classic] : byTime) {
                const auto h = classic.convert();
                if (!h)
                    return classic.error();
                samples.append(labels, timeMs, *h);
            }
        return {};
    }

private:
    static constexpr std::string_view suffixes[] = {"_bucket", "_sum", "_count"};
    static std::string_view withoutSign(std::string_view number)
    {
        return number.starts_with('+') || number.starts_with('-') ? number.substr(1) : number;
    }
    std::map<base::Labels, std::map<qint64, ClassicHistogram>> m_histograms;
};

class ScriptRun {
public:
    explicit ScriptRun(std::stop_token stop) : m_stop(std::move(stop)), m_options(optionsOfPrometheusTests()) {}

    // What ends the run, if anything.
    std::string run(const TestCommand &command)
    {
        return std::visit(Overloaded{
                              [&](const ClearCommand &) {
                                  m_samples.clear();
                                  return std::string();
                              },
                              [&](const LoadCommand &load) { return run(load); },
                              [&](const EvalCommand &eval) { return run(eval); },
                          },
                          command);
    }
    TestReport takeReport() { return std::move(m_report); }

private:
    std::string run(const LoadCommand &load)
    {
        ClassicHistograms classic;
        for (auto series = load.series.begin(); series != load.series.end(); ++series) {
            // Of lines about the same series the last one counts.
            if (std::any_of(series + 1, load.series.end(),
                            [&](const auto &later) { return later.line.labels == series->line.labels; }))
                continue;
            loadSeries(*series, load.stepMs, m_samples);
            if (load.withNativeHistograms)
                classic.add(*series, load.stepMs);
        }
        return classic.appendTo(m_samples);
    }
    std::string run(const EvalCommand &eval)
    {
        TestCase done{eval.line, eval.expr, TestCase::Outcome::Passed, {}};
        for (const QueryVariant &variant : variantsOf(eval)) {
            done.reason = run(eval, variant);
            if (!done.reason.empty()) {
                if (variant.expr != eval.expr)
                    done.reason += " (as " + variant.expr + " at " + std::to_string(variant.timeMs) + " ms)";
                break;
            }
        }
        if (!done.reason.empty()) {
            const auto &known = deliberateDifferences();
            const auto difference = std::ranges::find(known, std::string_view(eval.expr), &DeliberateDifference::query);
            done.outcome = difference == known.end() ? TestCase::Outcome::Failed : TestCase::Outcome::Differing;
            if (difference != known.end())
                done.reason = difference->reason;
        }
        ++(done.outcome == TestCase::Outcome::Passed   ? m_report.passed
           : done.outcome == TestCase::Outcome::Failed ? m_report.failed
                                                       : m_report.differing);
        m_report.cases.push_back(std::move(done));
        return m_stop.stop_requested() ? "cancelled" : std::string();
    }
    // What is wrong; empty when all is well.
    std::string run(const EvalCommand &eval, const QueryVariant &variant) const
    {
        const auto expr = parsePromql(variant.expr, ParseOptions::everything());
        if (!expr)
            return compareFailure(eval, expr.error());
        const auto answer =
            eval.isRange ? evaluateRange(**expr, m_samples, eval.startMs, eval.endMs, eval.stepMs, m_options, m_stop)
                         : evaluateInstant(**expr, m_samples, variant.timeMs, m_options, m_stop);
        if (!answer)
            return compareFailure(eval, answer.error());
        if (eval.fails)
            return "expected error evaluating the query but got none";
        if (std::string wrong = compareAnnotations(eval, *answer, variant.expr); !wrong.empty())
            return wrong;
        if (std::string wrong = compareAnswer(eval, *answer); !wrong.empty())
            return wrong;
        return eval.isRange ? std::string() : runAsRange(eval, variant, **expr, answer->type);
    }
    // An instant query gives the same as the middle step of a range query.
    std::string runAsRange(const EvalCommand &eval, const QueryVariant &variant, const Expr &expr, ValueType type) const
    {
        constexpr qint64 minute = 60'000;
        if (eval.isOrdered || eval.rangeVector || eval.string || asksForQueryTimes(variant.expr))
            return {};
        auto answer =
            evaluateRange(expr, m_samples, variant.timeMs - minute, variant.timeMs + minute, minute, m_options, m_stop);
        if (!answer)
            return "error in range mode: " + answer.error().summary.toStdString();
        keepOnly(*answer, variant.timeMs);
        answer->type = type;
        const std::string wrong = compareAnswer(eval, *answer);
        return wrong.empty() ? wrong : wrong + " in range mode";
    }

    std::stop_token m_stop;
    EvalOptions m_options;
    MemorySamples m_samples;
    TestReport m_report;
};

} // namespace

const std::vector<DeliberateDifference> &deliberateDifferences()
{
    static const std::vector<DeliberateDifference> none;
    return none;
}

base::Result<TestReport> runTestScript(std::string_view text, std::stop_token stop)
{
    const auto commands = parseTestScript(text);
    if (!commands)
        return commands.error();
    ScriptRun run(stop);
    for (const TestCommand &command : *commands) {
        if (stop.stop_requested())
            return base::makeError(base::ErrorKind::Cancelled, QStringLiteral("The tests were cancelled."));
        if (const std::string error = run.run(command); !error.empty())
            return base::makeError(base::ErrorKind::Invalid, QString::fromStdString(error));
    }
    return run.takeReport();
}

} // namespace wf::query
