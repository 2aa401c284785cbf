// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/normal/normalanswer.h"

#include "models/base/duration.h"
#include "models/base/timetext.h"

#include <QCoreApplication>

#include <algorithm>
#include <cmath>
#include <limits>

namespace wf::engine {

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 freshNs = 15 * base::nsPerMinute; // an older sample is not the present one
constexpr qint64 shownNs = 6 * base::nsPerHour;

QString say(const char *text)
{
    return QCoreApplication::translate("Normal", text);
}

double nan()
{
    return std::numeric_limits<double>::quiet_NaN();
}

QString share(double part)
{
    return QString::number(std::lround(part * 100)) + u"\u2009%"_s;
}

QString written(double value, const NormalLine &line)
{
    return line.write ? line.write(value) : base::formatValue(value, line.unit);
}

// "More than 61 % of 96 samples".
QString rankInWords(const analysis::Standing &s)
{
    const QString count = base::groupedInteger(static_cast<qint64>(s.samples));
    if (s.below >= 0.995)
        return say("More than all %1 samples").arg(count);
    if (s.below <= 0.005)
        return say("Less than all %1 samples").arg(count);
    if (s.below >= 0.5)
        return say("More than %1 of %2 samples").arg(share(s.below), count);
    return say("Less than %1 of %2 samples").arg(share(1 - s.below), count);
}

QString comparedInWords(const analysis::Standing &s, bool isOfTraces)
{
    if (isOfTraces)
        return say("%1 of the same operation in the last hours and at this hour of the days before.")
            .arg(rankInWords(s));
    switch (s.comparison) {
    case analysis::Comparison::HourOfWeek:
        return say("%1 at this hour of the week in the last %2 weeks.").arg(rankInWords(s)).arg(s.cycles);
    case analysis::Comparison::HourOfDay:
        return say("%1 at this hour of the last %2 days; what this weekday is like cannot be known before the third "
                   "week.")
            .arg(rankInWords(s))
            .arg(s.cycles);
    case analysis::Comparison::LastHours:
        break;
    }
    return say("%1 of the last hours. What this hour is usually like cannot be known yet: that takes three days of "
               "history.")
        .arg(rankInWords(s));
}

QString votesInWords(const NormalLine &line)
{
    if (!line.isWatched)
        return {};
    if (line.cast == 0 || line.unusualSinceNs == 0)
        return say(" The detectors that watch it find nothing unusual.");
    return say(" %1 of %2 detectors find it unusual since %3.")
        .arg(line.yes)
        .arg(line.cast)
        .arg(base::hourMinute(line.unusualSinceNs));
}

// The run of the detectors that holds the moment; null: none does.
AnomalyRunPtr runAt(const LineFindings &found, qint64 atNs)
{
    for (const AnomalyRunPtr &run : found.runs)
        if (run->startNs <= atNs && (run->isActive() || run->endNs >= atNs))
            return run;
    return nullptr;
}

// What the detectors saw last, up to the moment: value and band as the chart draws them. False: nothing fresh.
bool takeWatched(const LineFindings &found, qint64 atNs, NormalLine &out)
{
    if (!found.isWatched())
        return false;
    const SeriesTrace &trace = *found.trace;
    const qint64 atMs = atNs / base::nsPerMs;
    const auto next = std::ranges::upper_bound(trace.timesMs, atMs);
    if (next == trace.timesMs.begin())
        return false;
    const auto at = static_cast<std::size_t>(next - trace.timesMs.begin() - 1);
    if (atMs - trace.timesMs[at] > freshNs / base::nsPerMs || !std::isfinite(trace.low[at]) ||
        !std::isfinite(trace.high[at]))
        return false;
    out.value = static_cast<double>(trace.values[at]);
    out.valueNs = trace.timesMs[at] * base::nsPerMs;
    out.low = static_cast<double>(trace.low[at]);
    out.high = static_cast<double>(trace.high[at]);
    return true;
}

} // namespace

QString normalName(NormalVerdict verdict)
{
    return verdict == NormalVerdict::Usual     ? u"usual"_s
           : verdict == NormalVerdict::Unusual ? u"unusual"_s
                                               : u"cannot know yet"_s;
}

QString normalHeadline(const NormalSnapshot &said)
{
    const auto count = [&](NormalVerdict verdict) {
        return static_cast<int>(std::ranges::count(said.lines, verdict, &NormalLine::verdict));
    };
    const auto all = static_cast<int>(said.lines.size());
    if (said.verdict == NormalVerdict::Unusual)
        return all == 1 ? say("Unusual") : say("Unusual: %1 of %2 are not as usual").arg(count(said.verdict)).arg(all);
    if (said.verdict == NormalVerdict::Usual)
        return all == 1 || count(said.verdict) == all
                   ? say("As usual")
                   : say("As usual, as far as can be known: %1 of %2").arg(count(said.verdict)).arg(all);
    return said.isBusy ? say("Looking at its past") : say("This cannot be known yet");
}

QString normalValue(const NormalLine &line)
{
    if (!std::isfinite(line.value))
        return say("no sample now");
    const QString value = written(line.value, line);
    return std::isfinite(line.low) && std::isfinite(line.high)
               ? say("%1, expected %2 \u2026 %3").arg(value, written(line.low, line), written(line.high, line))
               : value;
}

QString normalReason(const NormalLine &line)
{
    if (!std::isfinite(line.value))
        return line.valueNs == 0 ? say("It has no samples in the last four weeks that could be compared.")
                                 : say("Its last sample is of %1.").arg(base::isoTime(line.valueNs).left(16));
    const QString compared = line.standing
                                 ? comparedInWords(*line.standing, line.query.isEmpty())
                                 : say("There are fewer than thirty samples of its past: nothing can be said yet.");
    return compared + votesInWords(line);
}

QString normalFacts(const NormalLine &line, qint64 nowNs)
{
    if (!line.standing || !std::isfinite(line.value))
        return {};
    const analysis::Standing &s = *line.standing;
    const auto value = [&](double v) { return written(v, line); };
    const QString apart = QString::number(std::abs(s.size), 'f', std::abs(s.size) < 10 ? 1 : 0);
    return say("Nine of ten lie in %1 \u2026 %2, the middle is %3; now is %4 deviations %5 it. %6 samples since %7.")
        .arg(value(s.low), value(s.high), value(s.middle), apart, s.size < 0 ? say("below") : say("above"),
             base::groupedInteger(static_cast<qint64>(s.samples)), base::dayAndTime(s.firstMs * base::nsPerMs, nowNs));
}

QString normalText(const NormalSnapshot &said)
{
    QStringList out{u"%1: %2 (%3)"_s.arg(said.subject.title.isEmpty() ? said.subject.id : said.subject.title,
                                         normalHeadline(said), base::isoTime(said.atNs))};
    for (const NormalLine &line : said.lines) {
        out << u"- %1: %2, %3. %4"_s.arg(line.title, normalName(line.verdict), normalValue(line), normalReason(line));
        for (const QString &more : {normalFacts(line, said.atNs), line.query})
            if (!more.isEmpty())
                out << u"  "_s + more;
    }
    out << said.notes;
    for (const base::Error &error : said.errors)
        out << error.summary;
    return out.join(u'\n') + u'\n';
}

NormalLine normalLine(const NormalSamples &samples, qint64 atNs, const LineFindings &found)
{
    NormalLine out;
    out.value = out.low = out.high = nan();
    const qint64 atMs = atNs / base::nsPerMs;
    const auto next = std::ranges::upper_bound(samples.timesMs, atMs);
    const auto known = static_cast<std::size_t>(next - samples.timesMs.begin());
    for (std::size_t i = 0; i < known; ++i)
        if (atMs - samples.timesMs[i] <= shownNs / base::nsPerMs && std::isfinite(samples.values[i]))
            out.line.push_back(samples.values[i]);
    if (known > 0)
        out.valueNs = samples.timesMs[known - 1] * base::nsPerMs;
    out.isWatched = found.isWatched();
    if (known == 0 || atNs - out.valueNs > freshNs || !std::isfinite(samples.values[known - 1])) {
        // What was there an hour ago and is gone is news; what never was is not.
        out.verdict = known > 0 && !out.line.empty() ? NormalVerdict::Unusual : NormalVerdict::Unknown;
        return out;
    }
    out.value = samples.values[known - 1];
    const bool hasBand = takeWatched(found, atNs, out);
    out.standing = analysis::standing(samples.timesMs, samples.values, out.valueNs / base::nsPerMs, out.value);
    if (out.standing && !hasBand) {
        out.low = out.standing->least;
        out.high = out.standing->most;
    }
    if (const AnomalyRunPtr run = runAt(found, atNs)) {
        out.yes = run->yes();
        out.cast = run->cast();
        out.unusualSinceNs = run->startNs;
    }
    // One range is shown, and it decides: that of the detectors where they have one. A run that goes on is unusual also
    // while its samples are back in the band.
    const bool isOutside = out.value < out.low || out.value > out.high; // false without a range
    out.verdict = isOutside || out.unusualSinceNs != 0 ? NormalVerdict::Unusual
                  : hasBand || out.standing            ? NormalVerdict::Usual
                                                       : NormalVerdict::Unknown;
    return out;
}

void settle(NormalSnapshot &said)
{
    std::ranges::stable_sort(said.lines, {}, &NormalLine::verdict);
    if (said.lines.size() > NormalSnapshot::mostLines) {
        said.left += said.lines.size() - NormalSnapshot::mostLines;
        said.lines.resize(NormalSnapshot::mostLines);
    }
    said.verdict = said.lines.empty() ? NormalVerdict::Unknown : said.lines.front().verdict;
}

} // namespace wf::engine
