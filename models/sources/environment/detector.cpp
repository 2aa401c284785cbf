// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/sources/environment/detector.h"

#include "models/net/lookup.h"
#include "models/sources/environment/opensources.h"

#include <QCoreApplication>
#include <QRegularExpression>

namespace wf::sources {

using namespace Qt::StringLiterals;
using base::ErrorKind;
using signals::SourceKind;
using Step = CheckLine::Step;
using Outcome = CheckLine::Outcome;

namespace {
QString text(const char *source)
{
    return QCoreApplication::translate("Sources", source);
}

struct Place {
    SourceKind kind;
    const char *suffix;
    const char *product; // hint; empty = found out
};
// The most telling first: Prometheus' own check passes on whatever evaluates "1".
constexpr Place places[] = {
    {SourceKind::Alerts, "", ""},
    {SourceKind::Logs, "", ""},
    {SourceKind::Traces, "", ""},
    {SourceKind::Metrics, "", ""},
    {SourceKind::Metrics, "/prometheus", ""},
    {SourceKind::Metrics, "/select/0/prometheus", "VictoriaMetrics"},
    {SourceKind::Alerts, "/alertmanager", ""},
    {SourceKind::Traces, "/jaeger", ""},
};

QString kindName(SourceKind kind)
{
    switch (kind) {
    case SourceKind::Metrics:
        return text("metrics");
    case SourceKind::Alerts:
        return text("alerts");
    case SourceKind::Logs:
        return text("logs");
    case SourceKind::Traces:
        break;
    }
    return text("traces");
}
} // namespace

Detector::Detector(const SourceEnvironment &borrowed, QObject *parent) : QObject(parent), m_borrowed(borrowed) {}

Detector::~Detector() = default;

void Detector::cancel()
{
    m_asking.cancel();
    m_source.reset();
}

void Detector::say(Step step, Outcome outcome, const QString &what, const QString &advice)
{
    m_detection.lines.push_back({step, outcome, what, advice});
    Q_EMIT checked(m_detection.lines.back());
}

void Detector::start(const QString &address, const SourceSettings &wanted, bool kindIsKnown)
{
    cancel();
    m_detection = {};
    m_candidates.clear();
    m_next = 0;
    m_isReachable = false;
    m_lastError.reset();
    const auto base = net::baseAddress(address);
    if (!base) {
        say(Step::Address, Outcome::Failed, base.error().summary);
        finish();
        return;
    }
    say(Step::Address, Outcome::Ok, text("The address is %1.").arg(base->toString()));
    for (const Place &place : places) {
        if (kindIsKnown && place.kind != wanted.kind)
            continue;
        SourceSettings settings = wanted;
        settings.kind = place.kind;
        settings.url = net::endpoint(*base, QString::fromLatin1(place.suffix));
        settings.name = net::hostAndPort(*base);
        if (*place.product)
            settings.product = QString::fromLatin1(place.product);
        m_candidates.push_back({settings, kindName(place.kind)});
    }
    m_detection.settings = m_candidates.front().settings;
    lookUpName();
}

void Detector::lookUpName()
{
    const QString host = m_detection.settings.url.host();
    m_asking = net::lookUpHost(host, this, [this, host](base::Result<QString> address) {
        if (!address) {
            say(Step::Name, Outcome::Failed, address.error().summary,
                text("Check the spelling, or whether a VPN is needed to know this name."));
            finish();
            return;
        }
        say(Step::Name, Outcome::Ok,
            *address == host ? text("%1 needs no look-up.").arg(host) : text("%1 is %2.").arg(host, *address));
        nextCandidate();
    });
}

void Detector::nextCandidate()
{
    if (m_next == m_candidates.size()) {
        say(Step::Product, Outcome::Failed,
            text("Something answers here, but none of Prometheus, Alertmanager, Loki and Jaeger was recognised."),
            m_lastError && !m_lastError->detail.isEmpty()
                ? text("Add the path the service is published under. The last answer was: %1")
                      .arg(m_lastError->detail.left(200))
                : text("Add the path the service is published under, for example …/prometheus."));
        finish();
        return;
    }
    Environment environment;
    m_source = makeSource(environment, m_candidates[m_next].settings, m_borrowed);
    m_asking = m_source->probe([this](base::Result<signals::Capability> found) {
        // Not from inside the source's own callback: it is about to be replaced.
        QMetaObject::invokeMethod(
            this, [this, found] { answered(found); }, Qt::QueuedConnection);
    });
}

void Detector::answered(const base::Result<signals::Capability> &found)
{
    if (!m_source)
        return;
    if (found) {
        succeed(*found);
        return;
    }
    m_lastError = found.error();
    switch (found.error().kind) {
    case ErrorKind::Unreachable:
    case ErrorKind::Tls:
    case ErrorKind::Timeout:
    case ErrorKind::Unauthorized:
    case ErrorKind::Redirected:
    case ErrorKind::Invalid:
    case ErrorKind::Storage:
        explain(found.error());
        return;
    case ErrorKind::Unavailable:
        // 503 of the right product says more than the 404s of the others.
        if (found.error().httpStatus == 503 && m_next + 1 == m_candidates.size()) {
            explain(found.error());
            return;
        }
        break;
    default:
        break;
    }
    if (!std::exchange(m_isReachable, true))
        say(Step::Connection, Outcome::Ok, text("The server answers."));
    ++m_next;
    nextCandidate();
}

void Detector::explain(const base::Error &error)
{
    const bool isSecure = m_detection.settings.url.scheme() == u"https"_s;
    switch (error.kind) {
    case ErrorKind::Unreachable:
    case ErrorKind::Timeout:
        say(Step::Connection, Outcome::Failed, error.summary,
            error.kind == ErrorKind::Timeout
                ? text("A firewall may swallow the connection, or the server is overloaded.")
                : text("Is the server running, and is the port right?"));
        break;
    case ErrorKind::Tls:
        say(Step::Connection, Outcome::Ok, text("The server is there."));
        say(Step::Security, Outcome::Failed, error.summary,
            text("Add the authority that signed its certificate, or pin this one certificate if you know it is right. "
                 "%1")
                .arg(error.detail.section(u'\n', -1)));
        break;
    case ErrorKind::Redirected:
        say(Step::Connection, Outcome::Ok, text("The server is there."));
        say(Step::Login, Outcome::Failed, error.summary,
            text("Often this is a login page: use an address for programs, or set a login."));
        break;
    case ErrorKind::Unauthorized:
        say(Step::Connection, Outcome::Ok, text("The server is there."));
        say(Step::Security, isSecure ? Outcome::Ok : Outcome::Skipped,
            isSecure ? text("The certificate is trusted.") : text("The connection is not encrypted."));
        say(Step::Login, Outcome::Failed, error.summary,
            error.detail.contains(u"no org id"_s) ? text("This server has several tenants: enter yours.")
                                                  : text("Check user, password or token."));
        break;
    case ErrorKind::Unavailable:
        say(Step::Product, Outcome::Failed, error.summary, text("Wait until it has started, then check again."));
        break;
    default:
        say(Step::Login, Outcome::Failed, error.summary, error.detail);
        break;
    }
    finish();
}

void Detector::succeed(const signals::Capability &capability)
{
    const bool isSecure = m_detection.settings.url.scheme() == u"https"_s;
    if (!m_isReachable)
        say(Step::Connection, Outcome::Ok, text("The server answers."));
    say(Step::Security, isSecure ? Outcome::Ok : Outcome::Skipped,
        isSecure ? text("The certificate is trusted.") : text("The connection is not encrypted."));
    say(Step::Login, Outcome::Ok, text("Questions are accepted."));
    m_detection.isFound = true;
    m_detection.capability = capability;
    m_detection.settings = m_candidates[m_next].settings;
    auto &settings = m_detection.settings;
    settings.name = capability.product + u' ' + settings.url.host();
    static const QRegularExpression foreign(u"[^a-z0-9._-]+"_s);
    settings.id = (capability.product + u'-' + settings.url.host()).toLower().replace(foreign, u"-"_s).left(64);
    say(Step::Product, Outcome::Ok, text("This is %1: it has %2.").arg(capability.product, kindName(settings.kind)));
    say(Step::Version, capability.version.isEmpty() ? Outcome::Skipped : Outcome::Ok,
        capability.version.isEmpty() ? text("It does not tell its version.")
                                     : text("Version %1.").arg(capability.version));
    finish();
}

void Detector::finish()
{
    m_asking.cancel();
    m_source.reset();
    const Detection result = m_detection;
    QMetaObject::invokeMethod(
        this, [this, result] { Q_EMIT finished(result); }, Qt::QueuedConnection);
}

} // namespace wf::sources
