// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/station/config/addedtargets.h"

#include "tests/support/failonwarning.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace wf;
using namespace wf::station;
using base::Labels;

class AddedTargetsTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { support::failOnAnyWarning(); }

    void understandsWhatPeoplePaste()
    {
        const auto plain = targetOfAddress(QStringLiteral(" shop:8080 "));
        QVERIFY(plain.ok());
        QCOMPARE(plain->targets, QStringList{QStringLiteral("shop:8080")});
        QCOMPARE(plain->labels, (Labels{{"__metrics_path__", "/metrics"}, {"__scheme__", "http"}, {"job", "shop"}}));
        for (const auto &[address, job] :
             {std::pair("cart.shop.example:80", "cart"), std::pair("localhost:8080", "localhost:8080"),
              std::pair("10.0.0.7:9", "10.0.0.7:9"), std::pair("[::1]:9", "[::1]:9")})
            QCOMPARE(targetOfAddress(QString::fromLatin1(address))->labels.text("job"), QString::fromLatin1(job));
        const auto full = targetOfAddress(QStringLiteral("https://shop.example.com/actuator/prometheus?a=b%26c"),
                                          QStringLiteral("shop"));
        QCOMPARE(full->targets, QStringList{QStringLiteral("shop.example.com")});
        QCOMPARE(full->labels, (Labels{{"__metrics_path__", "/actuator/prometheus"},
                                       {"__param_a", "b&c"},
                                       {"__scheme__", "https"},
                                       {"job", "shop"}}));
        QCOMPARE(targetOfAddress(QStringLiteral("http://[::1]:9100/"))->targets,
                 QStringList{QStringLiteral("[::1]:9100")});
        for (const char *bad : {"", "ftp://a", "http://", "http://user:secret@a:1/", "a b"})
            QVERIFY2(!targetOfAddress(QString::fromLatin1(bad)).ok(), bad);
    }

    void keepsThemInAFileThatTheJobReads()
    {
        QTemporaryDir folder;
        const QString file = folder.filePath(QStringLiteral("added.json"));
        const auto a = *targetOfAddress(QStringLiteral("a:1"), QStringLiteral("one"));
        const auto b = *targetOfAddress(QStringLiteral("b:2"));
        QVERIFY(addTarget(file, a).ok());
        QVERIFY(addTarget(file, b).ok());
        QVERIFY(addTarget(file, *targetOfAddress(QStringLiteral("a:1"), QStringLiteral("two"))).ok());
        const auto read = [&] {
            QFile text(file);
            return text.open(QIODevice::ReadOnly) ? *readTargetFile(text.readAll(), file) : std::vector<TargetGroup>();
        };
        QCOMPARE(read().size(), std::size_t{2});
        QCOMPARE(read()[1].labels.value("job"), std::string_view("two"));
        QVERIFY(removeTarget(file, a).ok());
        QCOMPARE(removeTarget(file, a).error().kind, base::ErrorKind::NotFound);
        QCOMPARE(read().size(), std::size_t{1});
        QCOMPARE(addedTargetsJob(file, 15 * base::nsPerSecond).files.at(0).pattern, file);
    }

    void doesNotOverwriteAFileItCannotRead()
    {
        QTemporaryDir folder;
        const QString path = folder.filePath(QStringLiteral("added.json"));
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("[{");
        file.close();
        QVERIFY(!addTarget(path, *targetOfAddress(QStringLiteral("a:1"))).ok());
        QVERIFY(file.open(QIODevice::ReadOnly));
        QCOMPARE(file.readAll(), QByteArray("[{"));
    }
};

QTEST_GUILESS_MAIN(AddedTargetsTest)
#include "tst_addedtargets.moc"
