// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/incidents/silences/noiserows.h"

#include "models/base/recurrence/zonedtime.h"
#include "models/base/timetext.h"
#include "ui/incidents/rows/rowcell.h"

#include <QCoreApplication>
#include <QLocale>

#include <algorithm>

namespace wf::ui {

using namespace Qt::StringLiterals;
using analysis::NoiseReason;

namespace {

QString say(const char *text)
{
    return QCoreApplication::translate("wf::ui::NoiseRows", text);
}

QString ruleName(NoiseReason reason)
{
    switch (reason) {
    case NoiseReason::None:
        break;
    case NoiseReason::Maintenance:
        return say("Maintenance");
    case NoiseReason::Twin:
        return say("Told twice");
    case NoiseReason::Dependency:
        return say("Dependency");
    case NoiseReason::Flapping:
        return say("Flapping");
    }
    return {};
}

int rank(signals::Severity severity)
{
    return severity == signals::Severity::Critical ? 0 : severity == signals::Severity::Warning ? 1 : 2;
}

// What an Alertmanager says stands for it, by name where it is known here.
QString inhibitors(const engine::AlertSnapshot &alerts, const QStringList &fingerprints)
{
    QStringList out;
    for (const QString &id : fingerprints) {
        const auto found =
            std::ranges::find(alerts.alerts, id, [](const engine::WatchedAlert &one) { return one.alert.fingerprint; });
        out << (found == alerts.alerts.end() ? id : found->alert.name());
    }
    return say("inhibited by %1").arg(out.join(u", "_s));
}

// "Sun 17 May 02:00"
QString shown(qint64 ns, const QTimeZone &zone, const char *format)
{
    return QLocale::c().toString(base::shownAt(ns, zone), QLatin1String(format));
}

quint64 keyOf(const MaintenanceRow &row)
{
    return maintenanceKey(row.window.name);
}

QString spoken(const MaintenanceRow &row)
{
    return QStringList{row.window.name, row.window.matchers, row.next}.join(u", "_s);
}

quint64 keyOf(const QuietRow &row)
{
    return row.key;
}

QString spoken(const QuietRow &row)
{
    return QStringList{row.alert, row.service, row.reason}.join(u", "_s);
}

template<class Row>
std::function<QVariant(const Row &, int)> cell(std::function<QString(const Row &)> text)
{
    RowVoice<Row> voice{keyOf, spoken, nullptr};
    if constexpr (std::is_same_v<Row, QuietRow>)
        voice.severity = [](const Row &row) { return row.severity; };
    return rowCell(voice, std::move(text));
}

} // namespace

quint64 maintenanceKey(const QString &name)
{
    return qHash(name);
}

QStringList nextOccurrences(const analysis::MaintenanceWindow &window, qint64 nowNs, int most)
{
    const QTimeZone &zone = window.when.spec().zone;
    QStringList out;
    const auto add = [&](const base::TimeRange &range) {
        const bool isSameDay = base::shownAt(range.startNs, zone).date() == base::shownAt(range.endNs, zone).date();
        out << say("%1 to %2")
                   .arg(shown(range.startNs, zone, "ddd d MMM yyyy HH:mm"),
                        shown(range.endNs, zone, isSameDay ? "HH:mm" : "ddd d MMM HH:mm"));
    };
    if (const auto now = window.when.at(nowNs))
        add(*now);
    qint64 from = nowNs;
    while (out.size() < most) {
        const auto next = window.when.nextAfter(from);
        if (!next)
            break;
        add(*next);
        from = next->startNs;
    }
    return out;
}

std::vector<MaintenanceRow> maintenanceRows(const std::vector<engine::MaintenanceWish> &windows, qint64 nowNs)
{
    std::vector<MaintenanceRow> out;
    for (const auto &one : windows) {
        MaintenanceRow row{one, say("over"), false};
        const auto window = engine::makeWindow(one);
        if (!window) {
            row.next = window.error().summary;
        } else if (const auto now = window->when.at(nowNs)) {
            row.isNow = true;
            row.next = say("now, until %1 UTC").arg(base::dayAndTime(now->endNs, nowNs));
        } else if (const QStringList next = nextOccurrences(*window, nowNs, 1); !next.isEmpty()) {
            row.next = next.front();
        }
        out.push_back(std::move(row));
    }
    return out;
}

std::vector<QuietRow> quietRows(const engine::AlertSnapshot &alerts, const engine::NoiseSnapshot &noise)
{
    std::vector<QuietRow> out;
    for (const auto &one : alerts.alerts) {
        const auto quiet = noise.quiet.constFind(one.key);
        const bool isQuiet = quiet != noise.quiet.cend() && quiet->reason != NoiseReason::None;
        if (!isQuiet && one.handling != engine::Handling::Inhibited)
            continue;
        out.push_back({one.key, one.alert.severity(), one.alert.name(), one.service,
                       isQuiet ? ruleName(quiet->reason) : say("Alertmanager"),
                       isQuiet ? quiet->words : inhibitors(alerts, one.alert.inhibitedBy), one.alert.startsNs});
    }
    std::ranges::stable_sort(out, [](const QuietRow &a, const QuietRow &b) {
        return std::tuple(rank(a.severity), a.startNs) < std::tuple(rank(b.severity), b.startNs);
    });
    return out;
}

MaintenanceModel *makeMaintenanceModel(QObject *parent)
{
    using Row = MaintenanceRow;
    return new MaintenanceModel(
        {{say("Name"), Qt::AlignLeft, cell<Row>([](const Row &one) { return one.window.name; })},
         {say("Labels"), Qt::AlignLeft, cell<Row>([](const Row &one) { return one.window.matchers; })},
         {say("Next"), Qt::AlignLeft, cell<Row>([](const Row &one) { return one.next; })},
         {say("Lasts"), Qt::AlignLeft, cell<Row>([](const Row &one) { return one.window.length; })},
         {say("Zone"), Qt::AlignLeft,
          cell<Row>([](const Row &one) { return one.window.zone.isEmpty() ? u"UTC"_s : one.window.zone; })},
         {say("Comes again"), Qt::AlignLeft,
          cell<Row>([](const Row &one) { return one.window.rule.isEmpty() ? say("once") : one.window.rule; })}},
        [](const Row &one) { return maintenanceKey(one.window.name); }, parent);
}

QuietModel *makeQuietModel(const base::Clock &clock, QObject *parent)
{
    using Row = QuietRow;
    const auto *now = &clock;
    return new QuietModel(
        {{say("Severity"), Qt::AlignLeft, cell<Row>([](const Row &) { return QString(); })},
         {say("Alert"), Qt::AlignLeft, cell<Row>([](const Row &one) { return one.alert; })},
         {say("Service"), Qt::AlignLeft, cell<Row>([](const Row &one) { return one.service; })},
         {say("Since"), Qt::AlignLeft,
          cell<Row>([now](const Row &one) { return base::dayAndTime(one.startNs, now->nowNs()); })},
         {say("Held back by"), Qt::AlignLeft, cell<Row>([](const Row &one) { return one.rule; })},
         {say("Reason"), Qt::AlignLeft, cell<Row>([](const Row &one) { return one.reason; })}},
        [](const Row &one) { return one.key; }, parent);
}

} // namespace wf::ui
