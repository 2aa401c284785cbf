// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/station/tail/tailsettings.h"

#include "models/base/recurrence/zonedtime.h"

#include <QCoreApplication>
#include <QDir>
#include <QTimeZone>

#include <re2/re2.h>

#include <algorithm>

namespace wf::station::tail {

using namespace Qt::StringLiterals;
using wire::logtext::MaskRule;

namespace {

constexpr qint64 longestLine = qint64{1} << 20; // the store takes none beyond

QString tr(const char *text)
{
    return QCoreApplication::translate("wf::station::tail", text);
}

void readJoinRules(const ConfigSection &section, wire::logtext::JoinRules &rules)
{
    rules.stackTraces = section.truth("stack_traces", rules.stackTraces);
    rules.indented = section.truth("indented", rules.indented);
    rules.startsWith = section.text("starts_with").toStdString();
    if (!rules.startsWith.empty() && !re2::RE2(rules.startsWith, re2::RE2::Quiet).ok()) {
        section.problem("starts_with", tr("not a regular expression"), tr("stack traces are joined instead"));
        rules.startsWith.clear();
    }
    rules.mostLines = static_cast<int>(std::clamp<qint64>(section.count("max_lines", rules.mostLines), 1, 100'000));
    rules.waitNs = std::clamp(section.durationNs("wait", rules.waitNs), 10 * base::nsPerMs, base::nsPerMinute);
    section.finish();
}

TailGroup readGroup(const ConfigSection &section)
{
    TailGroup out;
    for (const QString &glob : section.texts("include")) {
        if (glob.startsWith(u'/'))
            out.include << glob;
        else
            section.problem("include", tr("%1 does not begin with /").arg(glob), tr("it is not followed"));
    }
    if (out.include.isEmpty())
        section.problem("include", tr("no path"), tr("no file is followed"));
    out.exclude = section.texts("exclude");
    out.labels = section.labels("labels");
    out.service = section.text("service");
    out.zone = section.text("zone");
    if (!out.zone.isEmpty() && !base::zoneNamed(out.zone).isValid()) {
        section.problem("zone", tr("%1 is no time zone").arg(out.zone), tr("this machine's is used"));
        out.zone.clear();
    }
    const QString start = section.text("start", u"recent"_s);
    out.start = start == "beginning"_L1 ? StartAt::Beginning : start == "end"_L1 ? StartAt::End : StartAt::Recent;
    if (out.start == StartAt::Recent && start != "recent"_L1)
        section.problem("start", tr("neither recent, beginning nor end"), tr("recent is used"));
    out.startBytes = section.bytes("start_bytes", out.startBytes);
    out.startAgeNs = section.durationNs("start_age", out.startAgeNs);
    out.mostLineBytes = std::clamp<qint64>(section.bytes("max_line", out.mostLineBytes), 1024, longestLine);
    readJoinRules(section.section("multiline"), out.join);
    section.finish();
    return out;
}

void switchMasks(const ConfigSection &section, const char *key, bool on, wire::logtext::MaskRules &rules)
{
    for (const QString &name : section.texts(key)) {
        MaskRule rule{};
        if (wire::logtext::maskRuleFromName(name.toStdString(), rule))
            rules[rule] = on;
        else
            section.problem(key, tr("%1 is no masking rule").arg(name), tr("it is left out"));
    }
}

wire::logtext::MaskRules readMasks(const ConfigSection &section)
{
    wire::logtext::MaskRules out;
    switchMasks(section, "off", false, out);
    switchMasks(section, "on", true, out);
    for (const ConfigSection &own : section.sections("own")) {
        wire::logtext::OwnMask rule{own.text("name").toStdString(), own.text("pattern").toStdString(),
                                    own.text("replacement").toStdString()};
        wire::logtext::MaskRules alone;
        alone.own = {rule};
        if (rule.name.empty())
            own.problem("name", tr("missing"), tr("the rule is left out"));
        else if (const auto masker = wire::logtext::Masker::create(alone); !masker)
            own.problem("pattern", masker.error().summary, tr("the rule is left out"));
        else
            out.own.push_back(std::move(rule));
        own.finish();
    }
    section.finish();
    return out;
}

} // namespace

TailSettings readTailSettings(const ConfigSection &section, const QString &folder)
{
    TailSettings out;
    out.isOn = section.truth("enabled", out.isOn);
    out.watchesMachine = section.truth("machine", out.watchesMachine);
    out.followsJournal = section.truth("journal", out.followsJournal);
    for (const ConfigSection &group : section.sections("files"))
        out.groups.push_back(readGroup(group));
    const QString added = section.text("added_files", u"added-logs.json"_s);
    if (!folder.isEmpty())
        out.addedFile = QDir::cleanPath(QDir(folder).absoluteFilePath(added));
    out.masks = readMasks(section.section("mask"));
    out.rescanNs = std::clamp(section.durationNs("rescan", out.rescanNs), base::nsPerSecond / 2, base::nsPerHour);
    out.mostFiles = static_cast<int>(std::clamp<qint64>(section.count("max_files", out.mostFiles), 1, 100'000));
    out.mostOpen = static_cast<int>(std::clamp<qint64>(section.count("max_open", out.mostOpen), 8, 4096));
    section.finish();
    return out;
}

} // namespace wf::station::tail
