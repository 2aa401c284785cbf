// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/labels.h"
#include "models/wire/yaml/yaml.h"

#include <QString>
#include <QStringList>

#include <memory>
#include <set>
#include <string>
#include <vector>

// How configuration files are read: every part of the station reads its own section, and what nobody asked for is told.
// Pure, one thread.
namespace wf::station {

// Something about a file, with what happens because of it.
struct ConfigProblem {
    int line = 0; // 0 = the file as a whole
    QString what;
    // "/etc/prometheus/prometheus.yml:12: scrape_configs[0]: …"
    [[nodiscard]] QString text(const QString &file) const;
    friend bool operator==(const ConfigProblem &, const ConfigProblem &) = default;
};

// A map of a YAML file, read key by key. A value of the wrong kind is a problem, and the default is taken. Copies share
// what has been asked for.
class ConfigSection {
public:
    using Problems = std::vector<ConfigProblem>;

    // `path` for messages ("scrape_configs[0]"); problems are appended to `problems`, which outlives the section.
    ConfigSection(const wire::Yaml &yaml, QString path, Problems &problems);

    [[nodiscard]] bool exists() const { return m_yaml.exists(); }
    [[nodiscard]] bool has(const char *key) const { return m_yaml[key].exists(); }
    [[nodiscard]] int line() const { return m_yaml.line(); }
    [[nodiscard]] int line(const char *key) const;
    [[nodiscard]] const QString &path() const { return m_path; }

    [[nodiscard]] QString text(const char *key, const QString &fallback = {}) const;
    [[nodiscard]] bool truth(const char *key, bool fallback) const;
    [[nodiscard]] qint64 durationNs(const char *key, qint64 fallback) const; // "15s"
    [[nodiscard]] qint64 bytes(const char *key, qint64 fallback) const;      // "10MB", "64MiB", "512"
    [[nodiscard]] qint64 count(const char *key, qint64 fallback) const;      // whole, not negative
    [[nodiscard]] double number(const char *key, double fallback) const;
    [[nodiscard]] QStringList texts(const char *key) const; // a list; one text alone is a list of one
    [[nodiscard]] base::Labels labels(const char *key) const;
    [[nodiscard]] ConfigSection section(const char *key) const; // an empty one when it is not there
    [[nodiscard]] std::vector<ConfigSection> sections(const char *key) const;
    // For whatever else: marks the key as known.
    [[nodiscard]] wire::Yaml yaml(const char *key) const;

    template<class F>
    void forEachKey(F &&f) const // f(const std::string &key); asks for none
    {
        m_yaml.forEachKey([&](const std::string &key, int) { f(key); });
    }

    // `consequence`: "the job is not scraped".
    void problem(const char *key, const QString &what, const QString &consequence = {}) const;
    // Every key nobody asked for is a problem; call it last.
    void finish() const;

private:
    void wrong(const char *key, const QString &wanted) const;
    [[nodiscard]] QString pathTo(const char *key) const;

    wire::Yaml m_yaml;
    QString m_path;
    Problems *m_problems;
    std::shared_ptr<std::set<std::string>> m_asked;
};

} // namespace wf::station
