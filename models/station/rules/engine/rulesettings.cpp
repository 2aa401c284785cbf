// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/station/rules/engine/rulesettings.h"

#include "models/station/config/relabelreader.h"
#include "models/station/rules/check/rulecheck.h"
#include "models/station/rules/defaults/defaultrules.h"

#include <QCoreApplication>
#include <QCryptographicHash>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QRegularExpression>

namespace wf::station {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("wf::station", text);
}

std::vector<net::HttpOptions> readAlertmanagers(const ConfigSection &section)
{
    std::vector<net::HttpOptions> out;
    for (const QString &address : section.texts("alertmanagers")) {
        net::HttpOptions options;
        options.base = QUrl(address, QUrl::StrictMode);
        options.name = options.base.host();
        const QString scheme = options.base.scheme();
        if (!options.base.isValid() || options.name.isEmpty() ||
            (scheme != QLatin1String("http") && scheme != QLatin1String("https"))) {
            section.problem("alertmanagers", tr("%1 is no address; write http://host:9093").arg(address),
                            tr("nothing is sent there"));
            continue;
        }
        out.push_back(std::move(options));
    }
    return out;
}

void loadText(const QByteArray &text, const QString &name, qint64 intervalNs, LoadedRules &out)
{
    // A chain over names and contents.
    const QByteArray chain = out.digest + name.toUtf8() + '\0' + text;
    out.digest = QCryptographicHash::hash(chain, QCryptographicHash::Sha256);
    const RuleCheck check = checkRuleFile(wire::view(text));
    for (const auto &problem : check.file.problems)
        if (problem.weight != wire::RuleProblem::Weight::Note)
            out.problems << QStringLiteral("%1:%2:%3: %4")
                                .arg(name)
                                .arg(problem.place.line)
                                .arg(problem.place.column)
                                .arg(problem.what);
    auto groups = groupsOf(check.file, name, intervalNs);
    std::ranges::move(groups, std::back_inserter(out.groups));
}

void loadFile(const QString &path, const QString &name, qint64 intervalNs, LoadedRules &out)
{
    QFile file(path);
    if (file.open(QIODevice::ReadOnly))
        loadText(file.read((qint64{4} << 20) + 1), name, intervalNs, out);
    else
        out.problems << tr("%1 could not be read: %2").arg(path, file.errorString());
}

void loadPattern(const QString &pattern, qint64 intervalNs, LoadedRules &out)
{
    const QFileInfo whole(pattern);
    const QDir folder = whole.dir();
    const bool isPattern = whole.fileName().contains(QRegularExpression(QStringLiteral("[*?[]")));
    const QStringList names =
        isPattern ? folder.entryList({whole.fileName()}, QDir::Files, QDir::Name) : QStringList{whole.fileName()};
    for (const QString &name : names)
        loadFile(folder.filePath(name), folder.filePath(name), intervalNs, out);
}

} // namespace

RuleSettings readRuleSettings(const ConfigSection &section, const QString &folder)
{
    RuleSettings out;
    for (const QString &file : section.texts("files"))
        out.files << QDir::cleanPath(QDir(folder).absoluteFilePath(file));
    out.usesDefaults = section.truth("defaults", true);
    out.intervalNs = std::max(base::nsPerSecond, section.durationNs("evaluation_interval", out.intervalNs));
    out.externalLabels = section.labels("external_labels");
    out.externalUrl = section.text("external_url");
    while (out.externalUrl.endsWith(u'/'))
        out.externalUrl.chop(1);
    out.resendNs = std::max(base::nsPerSecond, section.durationNs("resend_delay", out.resendNs));
    out.alertmanagers = readAlertmanagers(section);
    out.alertRelabel =
        readRelabelRules(section, "alert_relabel_configs", [](const ConfigSection &step, const QString &why) {
            step.problem("action", why, tr("the step is left out"));
        });
    out.inhibitRules = readInhibitRules(section);
    section.finish();
    return out;
}

LoadedRules loadRules(const QStringList &patterns, bool withDefaults, qint64 defaultIntervalNs,
                      const std::optional<RuleShelf> &shelf)
{
    LoadedRules out;
    if (withDefaults)
        loadText(defaultRules(), QStringLiteral("watchfloor:machine.rules.yml"), defaultIntervalNs, out);
    for (const QString &pattern : patterns)
        loadPattern(pattern, defaultIntervalNs, out);
    if (shelf)
        for (const auto &kept : shelf->all())
            loadFile(kept.path, kept.nameSpace, defaultIntervalNs, out);
    return out;
}

} // namespace wf::station
