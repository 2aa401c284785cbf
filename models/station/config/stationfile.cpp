// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/station/config/stationfile.h"

#include <QCoreApplication>
#include <QDir>
#include <QFileInfo>

#include <algorithm>

namespace wf::station {

namespace {

constexpr qint64 stationInterval = 15 * base::nsPerSecond;
constexpr qint64 mostProcessGroups = 500;

QString tr(const char *text)
{
    return QCoreApplication::translate("wf::station", text);
}

} // namespace

StationFile::StationFile(const wire::Yaml &root, QString path)
    : m_path(std::move(path)),
      m_problems(std::make_shared<ConfigSection::Problems>()),
      m_root(std::make_shared<ConfigSection>(root, QString(), *m_problems))
{
}

base::Result<StationFile> StationFile::read(const QByteArray &yaml, const QString &path)
{
    const auto documents = wire::loadYaml(wire::view(yaml));
    if (!documents) {
        base::Error error = documents.error();
        error.summary = path + QStringLiteral(": ") + error.summary;
        return error;
    }
    return StationFile(documents->empty() ? wire::Yaml() : documents->front(), path);
}

QString StationFile::folder() const
{
    return QFileInfo(m_path).absolutePath();
}

QStringList StationFile::problemTexts() const
{
    QStringList out;
    for (const auto &problem : *m_problems)
        out << problem.text(QFileInfo(m_path).fileName());
    return out;
}

HostSettings readHostSettings(const ConfigSection &section)
{
    HostSettings out;
    out.isOn = section.truth("enabled", out.isOn);
    out.intervalNs = section.durationNs("interval", out.intervalNs);
    if (out.intervalNs < base::nsPerSecond) {
        section.problem("interval", tr("less than 1s"), tr("1s is used"));
        out.intervalNs = base::nsPerSecond;
    }
    out.processGroups =
        static_cast<int>(std::min(section.count("process_groups", out.processGroups), mostProcessGroups));
    out.procfs = section.text("procfs", out.procfs);
    out.sysfs = section.text("sysfs", out.sysfs);
    out.rootfs = section.text("rootfs", out.rootfs);
    out.instance = section.text("instance");
    section.finish();
    return out;
}

ScrapeSettings readScrapeSettings(const ConfigSection &section, const QString &folder)
{
    ScrapeSettings out;
    out.config = readScrapeConfig(section, folder, stationInterval);
    for (const auto &file : section.texts("prometheus_files"))
        out.prometheusFiles << QDir::cleanPath(QDir(folder).absoluteFilePath(file));
    out.addedTargetsFile = QDir::cleanPath(
        QDir(folder).absoluteFilePath(section.text("added_targets", QStringLiteral("added-targets.json"))));
    out.scrapesItself = section.truth("self", out.scrapesItself);
    out.discoversLocal = section.truth("discover_local", out.discoversLocal);
    for (const auto &port : section.texts("discover_local_ignore")) {
        bool isNumber = false;
        const int number = port.toInt(&isNumber);
        if (isNumber && number > 0 && number < 65536)
            out.ignoredPorts.push_back(number);
        else
            section.problem("discover_local_ignore", tr("\"%1\" is no port").arg(port.left(32)), tr("it is left out"));
    }
    section.finish();
    return out;
}

} // namespace wf::station
