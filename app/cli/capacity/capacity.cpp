// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/capacity/capacity.h"

#include "app/capacity/capacityreport.h"
#include "app/cli/capacity/askcapacity.h"
#include "app/cli/common/answeroutput.h"
#include "app/cli/common/environmentchoice.h"
#include "app/cli/common/opening.h"
#include "app/cli/common/output.h"
#include "app/cli/foresight/exportrules.h"
#include "app/paths.h"
#include "models/base/recurrence/clockchange.h"
#include "models/base/timetext.h"

#include <QFile>

#include <algorithm>
#include <cmath>

namespace wf::app {

using namespace Qt::StringLiterals;

namespace {

const QString usage =
    u"Write: watchfloor capacity [list | forecast EXPR [--limit N] [--days 30] | what-if [--traffic +20%] "
    "[--growth 1.5] [--minus-node 1] | scaling | export-rules] [--within DAYS] [--prices FILE] [--format table|json|csv]"_s;

void print(const std::vector<QStringList> &rows, const QString &format)
{
    if (format != u"csv"_s)
        return printTable(rows);
    for (const QStringList &row : rows)
        printLine(csvLine(row));
}

// "+20%", "-10%", "1.2": a factor; nothing: it is none. Growth may be none at all, as with the slider.
std::optional<double> factorOf(QString text, bool canBeNone)
{
    std::optional<double> out;
    bool isNumber = false;
    if (text.endsWith(u'%')) {
        text.chop(1);
        const double percent = text.toDouble(&isNumber);
        if (isNumber)
            out = 1 + percent / 100;
    } else if (const double factor = text.toDouble(&isNumber); isNumber) {
        out = factor;
    }
    const bool isFine = out && *out <= 101 && (*out > 0 || (canBeNone && *out == 0));
    return isFine ? out : std::nullopt;
}

int show(std::vector<engine::ResourceForecastPtr> shown, const engine::CapacitySnapshot &capacity,
         const QString &format)
{
    const qint64 now = base::SystemClock().nowNs();
    if (format == u"json"_s)
        printJson(QJsonDocument(capacityAsJson(shown, capacity, now)));
    else
        print(capacityTable(shown, capacity, now), format);
    if (capacity.completeness.stale && capacity.completeness.asOfNs)
        printError(u"The newest samples are of %1: this is what was foreseen then."_s.arg(
            base::isoTime(capacity.completeness.asOfNs)));
    if (!capacity.priceFile.problem.isEmpty())
        printError(capacity.priceFile.problem);
    if (capacity.error)
        printError(capacity.error->summary);
    if (capacity.resources.empty() && capacity.isAsked && !capacity.error)
        printError(u"Not one full hour of what is finite is known yet."_s);
    else if (capacity.resources.empty() && !capacity.error)
        printError(u"No metric tells of anything finite: disks, memory, processors, pools, quotas, certificates."_s);
    const int code = capacityExitCode(shown, now);
    const bool isBlind = capacity.error || capacity.resources.empty();
    return isBlind && code != ExitCritical ? ExitUnknown : code;
}

struct Imagined {
    double traffic = 1, growth = 1;
    int less = 0;
};

std::optional<Imagined> imaginedOf(const QCommandLineParser &parser)
{
    const auto traffic = factorOf(parser.value(u"traffic"_s), false);
    const auto growth = factorOf(parser.value(u"growth"_s), true);
    bool isNumber = false;
    const int less = parser.value(u"minus-node"_s).toInt(&isNumber);
    if (!traffic || !growth || !isNumber || less < 0 || less > 10'000)
        return std::nullopt;
    return Imagined{*traffic, *growth, less};
}

// Of `--within`; nothing: it is no number of days.
std::optional<qint64> daysWithin(const QCommandLineParser &parser)
{
    bool isNumber = false;
    const qint64 days = parser.value(u"within"_s).toLongLong(&isNumber);
    return isNumber && days >= 0 && days <= 36'500 ? std::optional(days) : std::nullopt;
}

int whatIf(const Imagined &imagined, const engine::CapacitySnapshot &capacity, const QString &format)
{
    std::vector<engine::ResourceForecastPtr> shown;
    for (const auto &r : capacity.resources)
        shown.push_back(std::make_shared<const engine::ResourceForecast>(
            engine::imagined(*r, {imagined.traffic, imagined.growth, imagined.less}, capacity.nodesOf(*r))));
    std::ranges::stable_sort(shown, [](const auto &a, const auto &b) { return engine::needsMore(*a, *b); });
    return show(std::move(shown), capacity, format);
}

int scaling(const engine::CapacitySnapshot &capacity, const QString &format)
{
    printRows(format, scalingTable(capacity.scaling), scalingAsJson(capacity.scaling));
    if (capacity.error)
        printError(capacity.error->summary);
    if (capacity.scaling.empty())
        printError(u"No service tells durations over a load that at least doubles: nothing can be said of its knee."_s);
    const bool isNear = std::ranges::any_of(capacity.scaling, [](const auto &s) { return s.moreInstances > 0; });
    return capacity.scaling.empty() ? ExitUnknown : isNear ? ExitWarning : ExitOk;
}

// Unknown when nothing could be said of any.
int forecastExitCode(const std::vector<engine::ResourceForecastPtr> &said, qint64 nowNs)
{
    const bool isBlind = std::ranges::all_of(said, [](const auto &r) {
        return r->answer == engine::FiniteAnswer::TooShort || r->answer == engine::FiniteAnswer::NoValues;
    });
    return isBlind ? ExitUnknown : capacityExitCode(said, nowNs);
}

int forecast(const QCommandLineParser &parser, const sources::Environment &environment, const QString &state,
             const QString &expr, const QString &format)
{
    bool isDays = false, isLimit = false;
    const int days = parser.value(u"days"_s).toInt(&isDays);
    const double limit = parser.value(u"limit"_s).toDouble(&isLimit);
    if (!isDays || !isLimit || days < 1 || days > 365 || !std::isfinite(limit) || limit < 0) {
        printError(usage);
        return ExitUnknown;
    }
    const auto said = askForecast(environment, state, expr, limit, days);
    if (!said) {
        printError(QString(said.error().summary + u' ' + said.error().detail).trimmed());
        return ExitUnknown;
    }
    if (said->empty()) {
        printError(u"%1 has no series in the last 60 days."_s.arg(expr));
        return ExitUnknown;
    }
    const qint64 now = base::SystemClock().nowNs();
    if (format == u"json"_s) {
        printJson(QJsonDocument(capacityAsJson(*said, {}, now)));
        return forecastExitCode(*said, now);
    }
    for (const auto &r : *said) {
        const QString of = r->of->labels.isEmpty() ? expr : r->of->labels.toString();
        printLine(of + u": "_s + daysLeftText(*r, now) + u". "_s + r->sentence);
        print(forecastTable(*r, days), format);
    }
    if (const QString note = base::clockNoteOfForecast(QTimeZone::systemTimeZone(), now, now + days * base::nsPerDay);
        !note.isEmpty())
        printError(note);
    return forecastExitCode(*said, now);
}

} // namespace

int runCapacity(const QStringList &arguments)
{
    if (arguments.value(0) == u"export-rules"_s)
        return runExportCapacityRules(arguments.mid(1));
    const QStringList commands{u"list"_s, u"forecast"_s, u"what-if"_s, u"scaling"_s};
    const bool isNamed = commands.contains(arguments.value(0));
    const QString command = isNamed ? arguments.front() : commands.front();
    QCommandLineParser parser;
    addEnvironmentOptions(parser);
    parser.addOption({u"within"_s, u"list: only what is full within so many days."_s, u"days"_s});
    parser.addOption({u"prices"_s, u"A price list: CSV resource,region,unit,price,currency."_s, u"file"_s});
    parser.addOption({u"limit"_s, u"forecast: what it must not reach."_s, u"number"_s, u"0"_s});
    parser.addOption({u"days"_s, u"forecast: how far, 1 to 365."_s, u"days"_s, u"30"_s});
    parser.addOption({u"traffic"_s, u"what-if: +20% or a factor."_s, u"change"_s, u"1"_s});
    parser.addOption({u"growth"_s, u"what-if: of the growth, +20% or a factor."_s, u"change"_s, u"1"_s});
    parser.addOption({u"minus-node"_s, u"what-if: so many machines are gone."_s, u"count"_s, u"0"_s});
    parser.addOption({u"format"_s, u"table, json or csv."_s, u"format"_s, u"table"_s});
    parser.addPositionalArgument(u"expr"_s, u"forecast: PromQL."_s);
    if (const auto code = readOptions(parser, QStringList{u"watchfloor capacity"_s} + arguments.mid(isNamed ? 1 : 0)))
        return *code;
    const QString format = parser.value(u"format"_s);
    const QStringList words = parser.positionalArguments();
    const auto imagined = imaginedOf(parser);
    const auto within = parser.isSet(u"within"_s) ? daysWithin(parser) : std::optional<qint64>(0);
    if (!isAnswerFormat(format) || words.size() != (command == u"forecast"_s ? 1 : 0) || !imagined || !within) {
        printError(usage);
        return ExitUnknown;
    }
    const auto environment = askableEnvironment(parser);
    if (!environment)
        return ExitUnknown;
    const QString state = stateDirectoryFor(parser, *environment);
    if (command == u"forecast"_s)
        return forecast(parser, *environment, state, words.front(), format);
    const QString prices = parser.isSet(u"prices"_s) ? parser.value(u"prices"_s) : priceListFile();
    if (parser.isSet(u"prices"_s) && !QFile::exists(prices)) {
        printError(u"There is no price list %1."_s.arg(prices));
        return ExitUnknown;
    }
    const auto capacity = askCapacity(*environment, state, prices);
    if (command == u"scaling"_s)
        return scaling(*capacity, format);
    if (command == u"what-if"_s)
        return whatIf(*imagined, *capacity, format);
    auto shown = capacity->resources;
    if (parser.isSet(u"within"_s)) {
        const qint64 until = base::SystemClock().nowNs() + *within * base::nsPerDay;
        std::erase_if(shown, [until](const auto &r) { return !r->fullNs || *r->fullNs > until; });
    }
    return show(std::move(shown), *capacity, format);
}

} // namespace wf::app
