// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/station/config/configsection.h"
#include "models/station/config/scrapeconfig.h"

#include <QByteArray>
#include <QStringList>

namespace wf::station {

// The station's own file, ~/.config/watchfloor/station.yaml. Each part of the station reads its own section:
//
//     StationFile file = …;
//     const LogSettings logs = readLogSettings(file.section("logs"));   // in models/station/logs
//     …
//     file.finish();                                                    // what nobody asked for is told
//
// Without the file, or with an empty one, every section is empty and everybody's defaults hold. Pure, one thread.
class StationFile {
public:
    // Errors: Invalid (not YAML; with its line), TooLarge. `path` gives the folder relative paths start at.
    [[nodiscard]] static base::Result<StationFile> read(const QByteArray &yaml, const QString &path);

    [[nodiscard]] ConfigSection section(const char *name) { return root().section(name); }
    void finish() { root().finish(); }
    [[nodiscard]] const QString &path() const { return m_path; }
    [[nodiscard]] QString folder() const;
    [[nodiscard]] const std::vector<ConfigProblem> &problems() const { return *m_problems; }
    [[nodiscard]] QStringList problemTexts() const; // "station.yaml:12: …"

private:
    StationFile(const wire::Yaml &root, QString path);
    [[nodiscard]] ConfigSection &root() { return *m_root; }

    QString m_path;
    std::shared_ptr<ConfigSection::Problems> m_problems;
    std::shared_ptr<ConfigSection> m_root;
};

// Section `host`.
struct HostSettings {
    bool isOn = true;
    qint64 intervalNs = 15 * base::nsPerSecond;
    int processGroups = 30; // the largest by CPU and memory; 0 = none
    QString procfs = QStringLiteral("/proc");
    QString sysfs = QStringLiteral("/sys");
    QString rootfs = QStringLiteral("/"); // where the host's mounts are seen from a container
    QString instance;                     // empty = the host's name
    friend bool operator==(const HostSettings &, const HostSettings &) = default;
};
[[nodiscard]] HostSettings readHostSettings(const ConfigSection &section);

// Section `scrape`: jobs as in prometheus.yml, and what needs no configuration.
struct ScrapeSettings {
    ScrapeConfig config;
    QStringList prometheusFiles;   // prometheus_files: their jobs are scraped as well; absolute
    QString addedTargetsFile;      // added_targets: what people add by hand (addedtargets.h); absolute
    bool scrapesItself = true;     // self: metrics of this very program
    bool discoversLocal = true;    // discover_local: whatever on this machine's loopback serves /metrics
    std::vector<int> ignoredPorts; // discover_local_ignore: ports never asked
    friend bool operator==(const ScrapeSettings &, const ScrapeSettings &) = default;
};
[[nodiscard]] ScrapeSettings readScrapeSettings(const ConfigSection &section, const QString &folder);

} // namespace wf::station
