// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/station/config/scrapejobreader_p.h"

#include "models/base/duration.h"
#include "models/station/config/relabelreader.h"

#include <QCoreApplication>

namespace wf::station {

using namespace Qt::StringLiterals;

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("wf::station", text);
}

// Understood, and without effect on what is collected here.
constexpr const char *noEffect[] = {
    "scrape_protocols",     "fallback_scrape_protocol",      "follow_redirects",           "enable_http2",
    "keep_dropped_targets", "metric_name_validation_scheme", "metric_name_escaping_scheme"};

} // namespace

void readScrapeLimits(const ConfigSection &section, ScrapeLimits &limits)
{
    limits.samples = section.count("sample_limit", limits.samples);
    limits.labels = section.count("label_limit", limits.labels);
    limits.labelNameLength = section.count("label_name_length_limit", limits.labelNameLength);
    limits.labelValueLength = section.count("label_value_length_limit", limits.labelValueLength);
    limits.targets = section.count("target_limit", limits.targets);
    const qint64 body = section.bytes("body_size_limit", limits.bodyBytes);
    limits.bodyBytes = body > 0 ? body : ScrapeLimits().bodyBytes; // 0 = no limit there; here one always holds
}

ScrapeJobReader::ScrapeJobReader(const ConfigSection &job, ScrapeJob defaults, const QString &folder)
    : m_section(job), m_job(std::move(defaults)), m_folder(folder)
{
}

std::optional<ScrapeJob> ScrapeJobReader::read()
{
    m_job.name = m_section.text("job_name");
    if (m_job.name.isEmpty())
        refuse(m_section, "job_name", tr("the name of the job is missing"));
    readTimes();
    readHow();
    readLogin();
    readTls();
    readTargets();
    m_job.relabel = readRelabel("relabel_configs");
    m_job.metricRelabel = readRelabel("metric_relabel_configs");
    readScrapeLimits(m_section, m_job.limits);
    readUnsupported();
    m_section.finish();
    return m_isSound ? std::optional(std::move(m_job)) : std::nullopt;
}

void ScrapeJobReader::refuse(const ConfigSection &where, const char *key, const QString &why)
{
    m_isSound = false;
    where.problem(key, why, tr("the job is not scraped"));
}

QString ScrapeJobReader::absolute(const QString &path) const
{
    return path.isEmpty() ? path : QDir::cleanPath(m_folder.absoluteFilePath(path));
}

void ScrapeJobReader::readTimes()
{
    m_job.intervalNs = m_section.durationNs("scrape_interval", m_job.intervalNs);
    if (m_job.intervalNs < base::nsPerSecond) {
        m_section.problem("scrape_interval", tr("less than 1s"), tr("1s is used"));
        m_job.intervalNs = base::nsPerSecond;
    }
    m_job.timeoutNs = m_section.durationNs("scrape_timeout", std::min(m_job.timeoutNs, m_job.intervalNs));
    if (m_job.timeoutNs <= 0 || m_job.timeoutNs > m_job.intervalNs) {
        m_section.problem("scrape_timeout",
                          tr("not between 0 and the interval of %1").arg(base::promDuration(m_job.intervalNs)),
                          tr("the interval is used"));
        m_job.timeoutNs = m_job.intervalNs;
    }
}

void ScrapeJobReader::readHow()
{
    m_job.scheme = m_section.text("scheme", m_job.scheme).toLower();
    if (m_job.scheme != u"http" && m_job.scheme != u"https")
        refuse(m_section, "scheme", tr("http or https is expected"));
    m_job.path = m_section.text("metrics_path", m_job.path);
    m_section.yaml("params").forEachField([this](const std::string &name, const wire::Yaml &values) {
        QStringList all;
        if (values.isScalar())
            all << values.string();
        values.forEach([&](const wire::Yaml &one) { all << one.string(); });
        m_job.params.emplace_back(QString::fromStdString(name), all);
    });
    m_job.honorLabels = m_section.truth("honor_labels", m_job.honorLabels);
    m_job.honorTimestamps = m_section.truth("honor_timestamps", m_job.honorTimestamps);
    m_job.keepsCreated = m_section.truth("keep_created_series", m_job.keepsCreated);
    m_job.wantsNativeHistograms = m_section.truth("scrape_native_histograms", m_job.wantsNativeHistograms);
    m_job.keepsClassicHistograms = m_section.truth("always_scrape_classic_histograms", m_job.keepsClassicHistograms);
    m_job.compresses = m_section.truth("enable_compression", m_job.compresses);
    if (const QString proxy = m_section.text("proxy_url"); !proxy.isEmpty()) {
        m_job.proxy = QUrl(proxy);
        if (m_job.proxy.scheme() != u"http" || m_job.proxy.host().isEmpty())
            refuse(m_section, "proxy_url", tr("http://host:port is expected"));
    }
}

net::SecretRef ScrapeJobReader::secret(const ConfigSection &section, const char *literal, const char *file) const
{
    const QString text = section.text(literal);
    const QString path = section.text(file);
    if (!path.isEmpty())
        return {net::SecretRef::Kind::File, absolute(path)};
    return text.isEmpty() ? net::SecretRef() : net::SecretRef{net::SecretRef::Kind::Literal, text};
}

void ScrapeJobReader::readLogin()
{
    using Kind = net::AuthOptions::Kind;
    auto &auth = m_job.auth;
    if (const auto basic = m_section.section("basic_auth"); basic.exists()) {
        auth.kind = Kind::Basic;
        auth.user = basic.text("username");
        auth.secret = secret(basic, "password", "password_file");
        if (basic.has("username_file"))
            refuse(basic, "username_file", tr("a user name from a file is not supported; write it as username"));
        basic.finish();
    }
    if (const auto bearer = m_section.section("authorization"); bearer.exists()) {
        auth.kind = Kind::Bearer;
        auth.secret = secret(bearer, "credentials", "credentials_file");
        if (bearer.text("type", u"Bearer"_s).compare(u"bearer"_s, Qt::CaseInsensitive) != 0)
            refuse(bearer, "type", tr("only Bearer is supported"));
        bearer.finish();
    }
    if (const auto token = secret(m_section, "bearer_token", "bearer_token_file"); !token.isNone()) {
        auth.kind = Kind::Bearer;
        auth.secret = token;
    }
    if (const auto oauth = m_section.section("oauth2"); oauth.exists()) {
        auth.kind = Kind::OAuth2;
        auth.clientId = oauth.text("client_id");
        auth.secret = secret(oauth, "client_secret", "client_secret_file");
        auth.scope = oauth.texts("scopes").join(u' ');
        auth.tokenUrl = QUrl(oauth.text("token_url"));
        if (!auth.tokenUrl.isValid() || auth.tokenUrl.host().isEmpty())
            refuse(oauth, "token_url", tr("an address is expected"));
        oauth.finish();
    }
}

void ScrapeJobReader::readTls()
{
    const auto tls = m_section.section("tls_config");
    m_job.tls.caFile = absolute(tls.text("ca_file"));
    m_job.tls.certFile = absolute(tls.text("cert_file"));
    m_job.tls.keyFile = absolute(tls.text("key_file"));
    m_job.tls.pinSha256 = tls.text("pin_sha256").toLatin1();
    if (tls.truth("insecure_skip_verify", false))
        tls.problem("insecure_skip_verify",
                    tr("certificates are always checked; name the authority in ca_file, or the certificate itself in "
                       "pin_sha256"),
                    tr("the key has no effect"));
    if (!tls.text("server_name").isEmpty())
        tls.problem("server_name", tr("the name in the target's address is checked"), tr("the key has no effect"));
    tls.finish();
}

void ScrapeJobReader::readTargets()
{
    for (const auto &group : m_section.sections("static_configs")) {
        m_job.groups.push_back({group.texts("targets"), group.labels("labels"), tr("configuration")});
        group.finish();
    }
    for (const auto &one : m_section.sections("file_sd_configs")) {
        const qint64 refresh =
            std::max(one.durationNs("refresh_interval", FileDiscovery().refreshNs), base::nsPerSecond);
        for (const auto &pattern : one.texts("files"))
            m_job.files.push_back({absolute(pattern), refresh});
        one.finish();
    }
    for (const auto &one : m_section.sections("dns_sd_configs")) {
        DnsDiscovery dns;
        dns.names = one.texts("names");
        const QString type = one.text("type", u"SRV"_s).toUpper();
        dns.type = type == u"A" ? DnsDiscovery::Type::A : type == u"AAAA" ? DnsDiscovery::Type::AAAA : dns.type;
        if (type != u"A" && type != u"AAAA" && type != u"SRV")
            refuse(one, "type", tr("A, AAAA or SRV is expected"));
        dns.port = static_cast<int>(std::min<qint64>(one.count("port", 0), 65536));
        if (dns.type != DnsDiscovery::Type::SRV && (dns.port < 1 || dns.port > 65535))
            refuse(one, "port", tr("addresses need a port between 1 and 65535"));
        dns.refreshNs = std::max(one.durationNs("refresh_interval", dns.refreshNs), base::nsPerSecond);
        m_job.dns.push_back(std::move(dns));
        one.finish();
    }
}

std::vector<RelabelRule> ScrapeJobReader::readRelabel(const char *key)
{
    return readRelabelRules(m_section, key,
                            [this](const ConfigSection &where, const QString &why) { refuse(where, "action", why); });
}

void ScrapeJobReader::readUnsupported()
{
    for (const char *key : noEffect)
        (void)m_section.yaml(key);
    m_section.forEachKey([&](const std::string &key) {
        if (key.ends_with("_sd_configs") && key != "file_sd_configs" && key != "dns_sd_configs") {
            m_section.problem(key.c_str(), tr("this way of finding targets is not supported"),
                              tr("its targets are not scraped"));
            (void)m_section.yaml(key.c_str());
        }
    });
}

} // namespace wf::station
