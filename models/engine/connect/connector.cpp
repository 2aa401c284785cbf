// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/connect/connector.h"

#include "models/signals/typewords.h"

#include <algorithm>

namespace wf::engine {

namespace {

ConnectCheck::Outcome outcomeOf(sources::CheckLine::Outcome o)
{
    switch (o) {
    case sources::CheckLine::Outcome::Ok:
        return ConnectCheck::Outcome::Ok;
    case sources::CheckLine::Outcome::Failed:
        return ConnectCheck::Outcome::Failed;
    case sources::CheckLine::Outcome::Skipped:
        break;
    }
    return ConnectCheck::Outcome::Skipped;
}

QString fileSafe(const QString &name)
{
    QString out;
    for (const QChar c : name.toLower())
        out += (c.unicode() < 128 && c.isLetterOrNumber()) ? c : QChar(u'-');
    while (out.contains(QStringLiteral("--")))
        out.replace(QStringLiteral("--"), QStringLiteral("-"));
    while (out.startsWith(u'-'))
        out.remove(0, 1);
    while (out.endsWith(u'-'))
        out.chop(1);
    return out.isEmpty() ? QStringLiteral("default") : out.left(60);
}

} // namespace

Connector::Connector(const sources::SourceEnvironment &borrowed, net::SecretStore *keychain, QString secretFile,
                     QObject *parent)
    : QObject(parent), m_keychain(keychain), m_file(net::makeFileStore(secretFile)), m_detector(borrowed)
{
    m_draft.name = tr("Production");
    connect(&m_detector, &sources::Detector::checked, this, [this](const sources::CheckLine &line) {
        Q_EMIT checked({outcomeOf(line.outcome), line.text, line.advice});
    });
    connect(&m_detector, &sources::Detector::finished, this, [this](const sources::Detection &d) {
        m_checking = false;
        m_hasFound = d.isFound;
        if (!d.isFound) {
            Q_EMIT notFound();
            return;
        }
        m_found = d.settings;
        Q_EMIT found({d.settings.name, d.settings.url.toDisplayString(QUrl::RemoveUserInfo),
                      d.capability.product + u' ' + d.capability.version, signals::wordOf(d.settings.kind),
                      d.capability.limits});
    });
}

Connector::~Connector() = default;

void Connector::check(const QString &address, const Login &login)
{
    m_login = login;
    m_hasFound = false;
    m_checking = true;
    sources::SourceSettings wanted;
    wanted.tenant = login.tenant;
    wanted.tls.caFile = login.caFile;
    if (login.kind != Login::Kind::None) {
        wanted.auth.kind =
            login.kind == Login::Kind::Password ? net::AuthOptions::Kind::Basic : net::AuthOptions::Kind::Bearer;
        wanted.auth.user = login.user;
        wanted.auth.secret = {net::SecretRef::Kind::Literal, login.secret}; // for this check only; never written
    }
    m_detector.start(address, wanted);
}

void Connector::cancel()
{
    m_checking = false;
    m_detector.cancel();
}

// The keychain first; a machine without one gets the file, and is told so.
void Connector::storeSecret(const QString &name, std::function<void(base::Status)> reply)
{
    const net::Secret secret(m_login.secret.toUtf8());
    const auto toFile = [this, name, secret, reply] {
        m_warning = m_file->warning();
        m_requests.push_back(m_file->write(name, secret, reply));
    };
    if (!m_keychain)
        return toFile();
    m_requests.push_back(m_keychain->write(name, secret, [toFile, reply](base::Status status) {
        if (status)
            reply(status);
        else
            toFile();
    }));
}

void Connector::addFound(const QString &name, std::function<void(base::Status)> reply)
{
    if (!m_hasFound)
        return reply(base::makeError(base::ErrorKind::Invalid, tr("Nothing was found to add.")));
    auto settings = m_found;
    settings.name = name.isEmpty() ? settings.name : name;
    const QString stem = fileSafe(settings.name);
    settings.id = stem;
    const auto taken = [&](const QString &id) {
        return std::any_of(m_draft.sources.begin(), m_draft.sources.end(), [&](const auto &s) { return s.id == id; });
    };
    for (int n = 2; taken(settings.id); ++n)
        settings.id = stem + u'-' + QString::number(n);
    if (m_login.kind == Login::Kind::None) {
        keep(std::move(settings));
        return reply(base::Done{});
    }
    const QString secretName = fileSafe(m_draft.name) + u'/' + settings.id;
    settings.auth.secret = {net::SecretRef::Kind::Stored, secretName};
    storeSecret(secretName, [this, settings, reply](base::Status status) {
        if (status)
            keep(settings);
        reply(status);
    });
}

void Connector::keep(sources::SourceSettings settings)
{
    m_draft.sources.push_back(std::move(settings));
    m_hasFound = false;
    Q_EMIT draftChanged();
}

void Connector::removeSource(int index)
{
    if (index < 0 || index >= static_cast<int>(m_draft.sources.size()))
        return;
    m_draft.sources.erase(m_draft.sources.begin() + index);
    Q_EMIT draftChanged();
}

base::Result<QString> Connector::save()
{
    if (m_draft.sources.empty())
        return base::makeError(base::ErrorKind::Invalid, tr("Add at least one source first."));
    m_draft.id = fileSafe(m_draft.name);
    const QString path = sources::environmentsFolder() + u'/' + m_draft.id + QStringLiteral(".yaml");
    const auto status = sources::saveEnvironment(m_draft, path);
    if (!status)
        return status.error();
    return path;
}

} // namespace wf::engine
