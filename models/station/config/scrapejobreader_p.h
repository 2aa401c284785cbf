// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/station/config/scrapeconfig.h"

#include <QDir>

#include <optional>

namespace wf::station {

// One scrape_configs entry. Nothing when the job must not run; then a problem says why.
class ScrapeJobReader {
public:
    ScrapeJobReader(const ConfigSection &job, ScrapeJob defaults, const QString &folder);
    [[nodiscard]] std::optional<ScrapeJob> read();

private:
    void readHow();
    void readTimes();
    void readLogin();
    void readTls();
    void readTargets();
    [[nodiscard]] std::vector<RelabelRule> readRelabel(const char *key);
    void readUnsupported();
    void refuse(const ConfigSection &where, const char *key, const QString &why);
    [[nodiscard]] net::SecretRef secret(const ConfigSection &section, const char *literal, const char *file) const;
    [[nodiscard]] QString absolute(const QString &path) const;

    ConfigSection m_section;
    ScrapeJob m_job;
    QDir m_folder;
    bool m_isSound = true;
};

// Shared by a job and `global`.
void readScrapeLimits(const ConfigSection &section, ScrapeLimits &limits);

} // namespace wf::station
