// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/net/secrets/secretstore.h"
#include "models/sources/environment/detector.h"
#include "models/sources/environment/environment.h"

#include <QObject>

#include <functional>
#include <memory>

namespace wf::engine {

// How the operator signs in, as typed. The secret goes to the key store, never into the environment's file.
struct Login {
    enum class Kind { None, Password, Token };
    Kind kind = Kind::None;
    QString user;
    QString secret;
    QString tenant; // X-Scope-OrgID
    QString caFile; // PEM of a private authority; empty = the system's
};

// One line of the check and how it went.
struct ConnectCheck {
    enum class Outcome { Ok, Failed, Skipped };
    Outcome outcome = Outcome::Ok;
    QString text;   // may quote the server
    QString advice; // what to do about a failure
};

// A source that was found and may be added.
struct FoundSource {
    QString name;
    QString address;
    QString product;
    QString kind; // "metrics", "alerts", "logs", "traces"
    QStringList limits;
};

// Builds an environment source by source: finds out what answers at an address, explains failures, keeps secrets,
// writes the file. GUI thread.
class Connector : public QObject {
    Q_OBJECT
public:
    // `keychain` may be null; then, or when it refuses, secrets go to `secretFile` (0600), and secretWarning() says so.
    Connector(const sources::SourceEnvironment &borrowed, net::SecretStore *keychain, QString secretFile,
              QObject *parent = nullptr);
    ~Connector() override;

    void check(const QString &address, const Login &login);
    void cancel();
    [[nodiscard]] bool isChecking() const { return m_checking; }
    // Adds what was found last; its secret is stored first. The reply tells when it is safe.
    void addFound(const QString &name, std::function<void(base::Status)> reply);
    void removeSource(int index);
    [[nodiscard]] const sources::Environment &draft() const { return m_draft; }
    void setName(const QString &name) { m_draft.name = name; }
    void setReadOnly(bool readOnly) { m_draft.readOnly = readOnly; }
    // Writes environments/<id>.yaml; answers with its path.
    [[nodiscard]] base::Result<QString> save();
    // Where secrets of this session went, when not to the keychain.
    [[nodiscard]] const QString &secretWarning() const { return m_warning; }

Q_SIGNALS:
    void checked(const wf::engine::ConnectCheck &line);
    void found(const wf::engine::FoundSource &source);
    void notFound();
    void draftChanged();

private:
    void keep(sources::SourceSettings settings);
    void storeSecret(const QString &name, std::function<void(base::Status)> reply);
    net::SecretStore *m_keychain;
    std::unique_ptr<net::SecretStore> m_file;
    sources::Detector m_detector;
    sources::Environment m_draft;
    sources::SourceSettings m_found;
    Login m_login;
    QString m_warning;
    bool m_checking = false;
    bool m_hasFound = false;
    std::vector<async::Request> m_requests;
};

} // namespace wf::engine
