// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/clock.h"
#include "models/net/http.h"
#include "models/signals/sourcestate.h"

#include <QString>
#include <QStringList>

#include <vector>

namespace wf::sources {

// One connection as the operator wrote it down.
struct SourceSettings {
    QString id;   // unique in its environment: letters, digits, - _ .
    QString name; // as shown
    signals::SourceKind kind = signals::SourceKind::Metrics;
    QString product; // what it is, when it should not be found out: Mimir, Thanos …
    QUrl url;
    QString tenant; // X-Scope-OrgID; empty = the environment's
    net::AuthOptions auth;
    net::TlsOptions tls;
    QUrl proxy;
    QString proxyUser;
    net::SecretRef proxyPassword;
    std::vector<net::Header> headers;
    std::vector<net::SecretHeader> secretHeaders;
    net::milliseconds connectTimeout{5'000};
    net::milliseconds idleTimeout{30'000};
    int concurrency = 6;
    qint64 maxAnswerMiB = 256;
    friend bool operator==(const SourceSettings &, const SourceSettings &) = default;
};

// Labels that say what a signal is about, best first; empty lists = the built-in ones.
struct SubjectLabels {
    QStringList service, region, instance, version, operation;
    friend bool operator==(const SubjectLabels &, const SubjectLabels &) = default;
};

// A named set of sources plus settings; one readable YAML file each. Secrets are in it by reference only.
struct Environment {
    QString id; // its file's name without .yaml
    QString name;
    QString colour;        // of the window's frame: none red amber green blue violet grey
    bool readOnly = false; // nothing is written to any source
    QString tenant;
    qint64 defaultRangeNs = base::nsPerHour;
    std::vector<SourceSettings> sources;
    SubjectLabels subjects;
    QStringList objectives; // OpenSLO files or folders, as written
    QStringList agreements; // contract files or folders, as written
    // The embedded station answers beside the sources. Its own settings lie in another file, relative to this one;
    // empty = its defaults.
    bool hasStation = false;
    QString stationConfig;
    QString folder; // that its file lies in: relative paths begin there; empty when it has no file
    friend bool operator==(const Environment &, const Environment &) = default;
};

[[nodiscard]] const QStringList &environmentColours();

// Errors name file and line and say what to write instead. `file` is for messages and gives the id.
[[nodiscard]] base::Result<Environment> readEnvironment(const QByteArray &yaml, const QString &file);
// Readable, stable, and read back to an equal value. A literal secret is never written.
[[nodiscard]] QByteArray writeEnvironment(const Environment &environment);

[[nodiscard]] base::Result<Environment> loadEnvironment(const QString &path);
// Whole or not at all; mode 0600.
[[nodiscard]] base::Status saveEnvironment(const Environment &environment, const QString &path);

// ~/.config/watchfloor/environments.
[[nodiscard]] QString environmentsFolder();
struct FoundEnvironment {
    QString path;
    base::Result<Environment> environment;
};
// All *.yaml of a folder by name; broken ones with their error.
[[nodiscard]] std::vector<FoundEnvironment> findEnvironments(const QString &folder);

// A path as the file writes it, whole; empty stays empty.
[[nodiscard]] QString wholePath(const Environment &environment, const QString &path);
// The paths of `objectives`, whole.
[[nodiscard]] QStringList objectivePaths(const Environment &environment);
// The paths of `agreements`, whole.
[[nodiscard]] QStringList agreementPaths(const Environment &environment);
// Everything a client needs to know about one source.
[[nodiscard]] net::HttpOptions httpOptionsOf(const Environment &environment, const SourceSettings &settings);

} // namespace wf::sources
