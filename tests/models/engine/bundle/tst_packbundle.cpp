// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/bundle/maskbundle.h"
#include "models/engine/bundle/packbundle.h"
#include "models/wire/zip/zip.h"

#include "tests/models/engine/bundle/madebundle.h"
#include "tests/support/failonwarning.h"

#include <QJsonDocument>
#include <QRandomGenerator>
#include <QTemporaryDir>
#include <QTest>

using namespace wf;
using namespace wf::engine;
using namespace Qt::StringLiterals;
namespace zip = wire::zip;

class tst_PackBundle : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { support::failOnAnyWarning(); }
    void whatIsPackedIsUnpackedTheSame();
    void theSameBundleGivesTheSameBytes();
    void nothingOfWhatIsMaskedIsLeft();
    void whatBelongedTogetherStillDoesWhenMasked();
    void nobodyIsFoundInABundleOfRealContent();
    void aBundleOfANewerWatchfloorIsSaidSo();
    void whatIsNoBundleIsSaidSo();
    void aPartThatCannotBeReadIsNamedAndTheRestStands();
    void hostileBytesNeverCrash();
    void hostilePartsNeverCrash();
    void portionsAreSaidInWords();

private:
    static QByteArray packed(const IncidentBundle &bundle = test::madeBundle())
    {
        auto out = packBundle(bundle);
        return out ? *out : QByteArray();
    }
    static std::vector<zip::Part> parts() { return *zip::read(packed()); }
    static zip::Part &part(std::vector<zip::Part> &all, const QString &name)
    {
        return *std::ranges::find(all, name, &zip::Part::name);
    }
};

void tst_PackBundle::whatIsPackedIsUnpackedTheSame()
{
    const auto made = test::madeBundle();
    const auto read = unpackBundle(packed());
    QVERIFY2(read.ok(), read ? "" : qPrintable(read.error().summary + read.error().detail));
    QCOMPARE(read->manifest.title, made.manifest.title);
    QCOMPARE(read->manifest.range, made.manifest.range);
    QCOMPARE(read->manifest.takenNs, made.manifest.takenNs);
    QCOMPARE(read->manifest.contents, made.manifest.contents);
    QCOMPARE(read->manifest.missing, made.manifest.missing);
    QVERIFY(!read->manifest.isMasked);
    QCOMPARE(read->alerts, made.alerts);
    QCOMPARE(read->firings.size(), std::size_t(1));
    QCOMPARE(read->firings[0].alert, made.firings[0].alert);
    QCOMPARE(read->firings[0].ackNs, made.firings[0].ackNs);
    QCOMPARE(read->silences, made.silences);
    QCOMPARE(read->rules[0].query, made.rules[0].query);
    QCOMPARE(read->rules[0].forNs, made.rules[0].forNs);
    QCOMPARE(read->series.size(), std::size_t(1));
    QCOMPARE(read->series[0].labels, made.series[0].labels);
    QCOMPARE(read->series[0].timesMs, made.series[0].timesMs);
    QCOMPARE(read->series[0].values, made.series[0].values);
    QCOMPARE(read->families[0].help, made.families[0].help);
    QCOMPARE(read->lines.size(), made.lines.size());
    QCOMPARE(read->lines[1].text, made.lines[1].text);
    QCOMPARE(read->lines[1].timeNs, made.lines[1].timeNs);
    QCOMPARE(read->lines[1].level, signals::LogLevel::Error);
    QCOMPARE(read->lines[1].traceId, made.lines[1].traceId);
    QCOMPARE(read->traces.size(), std::size_t(1));
    QCOMPARE(read->traces[0].traceId, made.traces[0].traceId);
    QCOMPARE(read->traces[0].spans[0].operation, made.traces[0].spans[0].operation);
    QCOMPARE(read->settings, made.settings);
    QCOMPARE(read->trail[0].note.action, made.trail[0].note.action);
    QCOMPARE(read->trail[0].timeNs, made.trail[0].timeNs);
    QCOMPARE(read->notes[0].text, made.notes[0].text);
    QVERIFY(read->causes.has_value());
    QCOMPARE(read->causes->suspects[0].title, made.causes->suspects[0].title);
    QCOMPARE(read->causes->suspects[0].bars, made.causes->suspects[0].bars);
    QCOMPARE(read->causes->suspects[0].atNs, made.causes->suspects[0].atNs);
    QCOMPARE(read->thread, made.thread);
}

void tst_PackBundle::theSameBundleGivesTheSameBytes()
{
    QVERIFY(!packed().isEmpty());
    QCOMPARE(packed(), packed());
}

void tst_PackBundle::nothingOfWhatIsMaskedIsLeft()
{
    auto bundle = test::madeBundle();
    const QString before = bundle.alerts[0].fingerprint;
    auto pseudonyms = wire::logtext::Pseudonyms::create(usualMaskKeys());
    QVERIFY(pseudonyms.ok());
    maskBundle(bundle, *pseudonyms);
    const std::vector<std::string> secrets{"ada@example.org", "10.1.2.3", "u-77", before.toStdString()};
    const auto all = zip::read(packed(bundle));
    QVERIFY(all.ok());
    for (const auto &one : *all)
        for (const std::string &secret : secrets)
            QVERIFY2(one.bytes.find(secret) == std::string::npos, qPrintable(one.name));
    QVERIFY(bundle.manifest.isMasked);
    const auto email = std::ranges::find(bundle.manifest.masks, u"email"_s, &BundleMask::kind);
    QVERIFY(email != bundle.manifest.masks.end());
    QCOMPARE(email->distinct, 1);
    const auto again = unpackBundle(packed(bundle));
    QVERIFY(again.ok());
    QCOMPARE(again->manifest.masks, bundle.manifest.masks);
}

void tst_PackBundle::whatBelongedTogetherStillDoesWhenMasked()
{
    auto bundle = test::madeBundle();
    auto pseudonyms = wire::logtext::Pseudonyms::create(usualMaskKeys());
    maskBundle(bundle, *pseudonyms);
    const QString instance = bundle.alerts[0].labels.text("instance");
    QCOMPARE(instance, u"masked-ip-1:9100"_s);
    QCOMPARE(bundle.series[0].labels.text("instance"), instance);
    QCOMPARE(bundle.silences[0].matchers[0].value, instance);
    QVERIFY(bundle.rules[0].query.contains(instance));
    QCOMPARE(bundle.alerts[0].fingerprint,
             u"%1"_s.arg(bundle.alerts[0].labels.fingerprint(), 16, 16, QLatin1Char('0')));
    QCOMPARE(bundle.firings[0].alert.fingerprint, bundle.alerts[0].fingerprint);
    QVERIFY(QString::fromUtf8(QJsonDocument(bundle.settings[u"incident/number/12"_s].toObject()).toJson())
                .contains(bundle.alerts[0].fingerprint));
    QCOMPARE(bundle.traces[0].spans[0].tags.text("user_id"), u"masked-user_id-1"_s);
    QVERIFY(bundle.lines[0].text.find("user_id=masked-user_id-1") != std::string::npos);
    QCOMPARE(bundle.lines[0].traceId, test::madeTrace().traceId);
}

// Everything a night leaves behind: who did what, whom it hurt, from where, with which keys.
void tst_PackBundle::nobodyIsFoundInABundleOfRealContent()
{
    auto bundle = test::madeBundle();
    bundle.alerts[0].annotations =
        base::Labels{{"summary", "Orders of jdoe (ann.lee@example.org, +41 79 123 45 67) fail"},
                     {"description", "First seen from 2001:db8::8a2e:370:7334; card 4111 1111 1111 1111"},
                     {"runbook", "https://wiki.example/run?name=Ann+Lee&token=a1B2c3D4e5"}};
    bundle.alerts[0].generatorUrl = u"http://prometheus/graph?g0.expr=up%7Buser%3D%22jdoe%22%7D"_s;
    bundle.alerts[0].receivers = {u"jdoe-phone"_s};
    bundle.series[0].labels = base::Labels{
        {"__name__", "orders_total"},           {"service", "checkout"}, {"user", "jdoe"},
        {"host", "jdoe-laptop.office.example"}, {"version", "2.31.0.4"}, {"pod", "checkout-7d9f8c6b5-x2x4q"}};
    bundle.silences[0].matchers = {{u"user"_s, u"jdoe|ann-7"_s, true, true}};
    bundle.silences[0].createdBy = u"Mara Lindqvist"_s;
    bundle.silences[0].comment = u"ACK! Mara looks after it"_s;
    bundle.firings[0].ackBy = u"Mara Lindqvist"_s;
    bundle.rules[0].query = uR"(max by (user) (orders_total{user="jdoe",instance=~"10\\.1\\.2\\.3:.*"}) > 3)"_s;
    bundle.rules[0].file = u"/home/jdoe/rules/orders.yml"_s;
    bundle.lines[0].text = R"({"msg":"login","user":"jdoe","client":"10.1.2.3","auth":"Bearer mF9B5f41JqM8"})";
    bundle.lines[1].text = "refund DE89 3704 0044 0532 0130 00 for user=ann-7 trace 0123456789abcdef0123456789abcdef";
    bundle.traces[0].spans[0].tags =
        base::Labels{{"enduser.id", "ann-7"},
                     {"url.full", "https://shop.example/users/84211?mail=ann.lee%40example.org"},
                     {"http.request.header.authorization", "Basic amRvZTpzZWNyZXQ="},
                     {"db.statement", "SELECT * FROM u WHERE mail = 'ann.lee@example.org'"}};
    bundle.notes[0].author = u"Mara Lindqvist"_s;
    bundle.notes[0].text = u"asked jdoe; ann.lee is away, Lindqvist calls her"_s;
    bundle.trail[0].note.actor = u"Mara Lindqvist"_s;
    bundle.trail[0].note.detail = QJsonObject{{u"to"_s, u"person:Ines"_s}, {u"note"_s, u"Ines knows jdoe"_s}};
    bundle.incident = QJsonObject{
        {u"owner"_s, u"Mara Lindqvist"_s},
        {u"alerts"_s, QJsonArray{QJsonObject{{u"summary"_s, u"jdoe cannot pay"_s}, {u"user_id"_s, 84211}}}}};
    bundle.thread = QJsonArray{QJsonObject{{u"title"_s, u"Mara Lindqvist noted"_s}, {u"detail"_s, u"asked jdoe"_s}}};
    bundle.manifest.takenBy = u"jdoe"_s;
    bundle.manifest.look = QJsonObject{{u"filter"_s, u"user=ann-7"_s}, {u"from"_s, u"now-1h"_s}};
    bundle.dashboard = QJsonObject{{u"templating"_s, u"user=jdoe"_s}};

    auto pseudonyms = wire::logtext::Pseudonyms::create(usualMaskKeys());
    maskBundle(bundle, *pseudonyms);
    const auto all = zip::read(packed(bundle));
    QVERIFY(all.ok());
    for (const auto &one : *all)
        for (const char *secret :
             {"jdoe", "ann.lee", "ann-7", "example.org", "10.1.2.3", R"(10\\.1)", "2001:db8", "4111", "DE89", "Ann",
              "a1B2c3D4", "mF9B5f41", "amRvZTpz", "Mara", "Lindqvist", "Ines", "123 45", "84211"})
            QVERIFY2(one.bytes.find(secret) == std::string::npos,
                     qPrintable(one.name + u": "_s + QLatin1String(secret)));
    // What tells nothing of persons stays, and what belonged together still does.
    const auto &series = bundle.series[0].labels;
    QCOMPARE(series.text("version"), u"2.31.0.4"_s);
    QCOMPARE(series.text("pod"), u"checkout-7d9f8c6b5-x2x4q"_s);
    QCOMPARE(series.text("service"), u"checkout"_s);
    QCOMPARE(bundle.lines[0].traceId, test::madeTrace().traceId);
    QVERIFY(bundle.lines[1].text.ends_with("trace 0123456789abcdef0123456789abcdef"));
    QCOMPARE(bundle.manifest.look[u"from"_s].toString(), u"now-1h"_s);
    const QString user = series.text("user");
    QVERIFY2(user.startsWith(u"masked-"_s), qPrintable(user));
    QVERIFY(bundle.rules[0].query.startsWith(u"max by (user) (orders_total{user=\"%1\","_s.arg(user)));
    QVERIFY(series.text("host").startsWith(user + u"-laptop"_s));
    QVERIFY(bundle.notes[0].text.startsWith(u"asked "_s + user));
    QCOMPARE(bundle.manifest.takenBy, user);
    QCOMPARE(bundle.notes[0].author, bundle.trail[0].note.actor);
    QCOMPARE(bundle.incident[u"owner"_s].toString(), bundle.notes[0].author);
}

void tst_PackBundle::aBundleOfANewerWatchfloorIsSaidSo()
{
    auto bundle = test::madeBundle();
    bundle.manifest.version = 2;
    const auto read = unpackBundle(packed(bundle));
    QVERIFY(!read.ok());
    QCOMPARE(read.error().kind, base::ErrorKind::Unsupported);
    QVERIFY(read.error().summary.contains(u"newer Watchfloor"_s));
}

void tst_PackBundle::whatIsNoBundleIsSaidSo()
{
    auto other = zip::write({{u"a.txt"_s, "hello"}}, 0);
    auto wrong = zip::write({{u"manifest.json"_s, "{\"format\": \"something\"}"}}, 0);
    auto list = zip::write({{u"manifest.json"_s, "[1, 2]"}}, 0);
    auto bare = zip::write({{u"manifest.json"_s, "{\"format\": \"watchfloor-incident-bundle\", \"version\": 1}"}}, 0);
    for (const QByteArray &bytes : {QByteArray(), QByteArray("hello"), *other, *wrong, *list, *bare}) {
        const auto read = unpackBundle(bytes);
        QVERIFY(!read.ok());
        QCOMPARE(read.error().kind, base::ErrorKind::NotUnderstood);
        QVERIFY(!read.error().summary.isEmpty());
    }
    QVERIFY(!readBundle(u"/nowhere/at/all.wfbundle"_s).ok());
}

void tst_PackBundle::aPartThatCannotBeReadIsNamedAndTheRestStands()
{
    auto all = parts();
    part(all, u"logs/0001.bin"_s).bytes = "not a push request";
    part(all, u"causes.json"_s).bytes = "{";
    const auto read = unpackBundle(*zip::write(all, 0));
    QVERIFY(read.ok());
    QCOMPARE(read->lines.size(), std::size_t(0));
    QVERIFY(!read->causes);
    QCOMPARE(read->alerts.size(), std::size_t(1));
    QCOMPARE(read->series.size(), std::size_t(1));
    const QString missing = read->manifest.missing.join(u'\n');
    QVERIFY(missing.contains(u"logs/0001.bin"_s));
    QVERIFY(missing.contains(u"causes.json"_s));
}

void tst_PackBundle::hostileBytesNeverCrash()
{
    const QByteArray good = packed();
    QRandomGenerator random(11);
    for (qsizetype cut = 1; cut < good.size(); cut += 97)
        QVERIFY(!unpackBundle(good.first(cut)).ok());
    for (int round = 0; round < 600; ++round) {
        QByteArray bad = good;
        for (int i = 0; i < 4; ++i)
            bad[random.bounded(static_cast<int>(bad.size()))] = static_cast<char>(random.bounded(256));
        if (const auto read = unpackBundle(bad); !read)
            QVERIFY(!read.error().summary.isEmpty());
    }
}

// Behind checksums that hold.
void tst_PackBundle::hostilePartsNeverCrash()
{
    const auto good = parts();
    QRandomGenerator random(13);
    for (int round = 0; round < 1500; ++round) {
        auto bad = good;
        auto &bytes = bad[static_cast<std::size_t>(random.bounded(static_cast<int>(bad.size())))].bytes;
        if (bytes.empty())
            continue;
        if (random.bounded(4) == 0)
            bytes.resize(static_cast<std::size_t>(random.bounded(static_cast<int>(bytes.size()))));
        else
            for (int i = 0; i < 3; ++i)
                bytes[static_cast<std::size_t>(random.bounded(static_cast<int>(bytes.size())))] =
                    static_cast<char>(random.bounded(256));
        const auto read = unpackBundle(*zip::write(bad, 0));
        if (!read)
            QVERIFY(!read.error().summary.isEmpty());
        else
            QVERIFY(packBundle(*read).ok());
    }
}

void tst_PackBundle::portionsAreSaidInWords()
{
    QCOMPARE(portionText({u"series"_s, 12, 340}), u"12 of 340 series"_s);
    QCOMPARE(portionText({u"log lines"_s, 1200, -1}), u"1200 log lines"_s);
    QCOMPARE(portionText({u"traces"_s, 3, 3}), u"3 traces"_s);
}

QTEST_GUILESS_MAIN(tst_PackBundle)
#include "tst_packbundle.moc"
