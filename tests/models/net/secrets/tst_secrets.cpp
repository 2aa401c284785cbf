// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/net/secrets/secretstore.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QTemporaryDir>
#include <QTest>

#include <optional>

using namespace wf;
using namespace wf::net;
using namespace Qt::StringLiterals;

namespace {
QStringList logged;
void keepLog(QtMsgType, const QMessageLogContext &, const QString &text)
{
    logged << text;
}
} // namespace

class TestSecrets : public QObject {
    Q_OBJECT
    QTemporaryDir m_home;

    std::optional<base::Result<Secret>> resolve(const SecretRef &ref, SecretStore *store = nullptr)
    {
        std::optional<base::Result<Secret>> found;
        const auto request =
            resolveSecret(ref, store, this, [&](base::Result<Secret> secret) { found = std::move(secret); });
        (void)QTest::qWaitFor([&] { return found.has_value(); }, 5000);
        return found;
    }

private Q_SLOTS:
    void referencesAreReadAndWrittenAlike_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<int>("kind");
        QTest::newRow("env") << u"env:TOKEN"_s << static_cast<int>(SecretRef::Kind::Environment);
        QTest::newRow("file") << u"file:/run/secrets/x"_s << static_cast<int>(SecretRef::Kind::File);
        QTest::newRow("command") << u"command:pass show x"_s << static_cast<int>(SecretRef::Kind::Command);
        QTest::newRow("stored") << u"stored:x"_s << static_cast<int>(SecretRef::Kind::Stored);
        QTest::newRow("literal") << u"hunter2"_s << static_cast<int>(SecretRef::Kind::None);
        QTest::newRow("empty") << u"env:"_s << static_cast<int>(SecretRef::Kind::None);
    }
    void referencesAreReadAndWrittenAlike()
    {
        QFETCH(QString, text);
        QFETCH(int, kind);
        const SecretRef ref = SecretRef::parse(text);
        QCOMPARE(static_cast<int>(ref.kind), kind);
        if (!ref.isNone())
            QCOMPARE(ref.toString(), text);
    }

    void whatTheFirstStoreDoesNotHaveIsFoundInTheSecond()
    {
        const QString usual = m_home.filePath(u"a/secrets"_s);
        const QString spare = m_home.filePath(u"b/secrets"_s);
        const auto both = makeFallbackStore(makeFileStore(usual), makeFileStore(spare));
        const auto second = makeFileStore(spare);
        std::optional<base::Status> wrote;
        const auto writing =
            second->write(u"only second"_s, Secret("s2"), [&](base::Status status) { wrote = std::move(status); });
        QTRY_VERIFY(wrote && *wrote);
        wrote.reset();
        const auto writingBoth =
            both->write(u"new"_s, Secret("s1"), [&](base::Status status) { wrote = std::move(status); });
        QTRY_VERIFY(wrote && *wrote);
        QCOMPARE((*resolve(SecretRef::parse(u"stored:only second"_s), both.get()))->reveal(), QByteArray("s2"));
        QCOMPARE((*resolve(SecretRef::parse(u"stored:new"_s), makeFileStore(usual).get()))->reveal(), QByteArray("s1"));
        QVERIFY(!*resolve(SecretRef::parse(u"stored:nowhere"_s), both.get()));
    }

    void aStoreThatCannotKeepASecretLeavesItToTheNext()
    {
        QFile blocked(m_home.filePath(u"blocked"_s));
        QVERIFY(blocked.open(QIODevice::WriteOnly)); // a file where the first store needs a folder
        const QString spare = m_home.filePath(u"c/secrets"_s);
        const auto both = makeFallbackStore(makeFileStore(blocked.fileName() + u"/secrets"_s), makeFileStore(spare));
        std::optional<base::Status> wrote;
        const auto writing = both->write(u"x"_s, Secret("s3"), [&](base::Status status) { wrote = std::move(status); });
        QTRY_VERIFY(wrote && *wrote);
        QCOMPARE((*resolve(SecretRef::parse(u"stored:x"_s), makeFileStore(spare).get()))->reveal(), QByteArray("s3"));
    }

    void everyPlaceIsFoundAndNothingOfItIsLogged()
    {
        const auto before = qInstallMessageHandler(keepLog);
        qputenv("WF_TEST_TOKEN", "canary-env");
        QFile file(m_home.filePath(u"token"_s));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("canary-file\n");
        file.close();
        QCOMPARE(resolve({SecretRef::Kind::Environment, u"WF_TEST_TOKEN"_s})->value().reveal(),
                 QByteArray("canary-env"));
        QCOMPARE(resolve({SecretRef::Kind::File, file.fileName()})->value().reveal(), QByteArray("canary-file"));
        QCOMPARE(resolve({SecretRef::Kind::Command, u"echo canary-command"_s})->value().reveal(),
                 QByteArray("canary-command"));
        QCOMPARE(resolve({SecretRef::Kind::Literal, u"canary-literal"_s})->value().reveal(),
                 QByteArray("canary-literal"));
        QVERIFY(!resolve({SecretRef::Kind::Environment, u"WF_TEST_ABSENT"_s})->ok());
        QVERIFY(!resolve({SecretRef::Kind::File, m_home.filePath(u"absent"_s)})->ok());
        QVERIFY(!resolve({SecretRef::Kind::Command, u"false"_s})->ok());
        QVERIFY(!resolve({SecretRef::Kind::Command, u"/no/such/program"_s})->ok());
        QVERIFY(!resolve({SecretRef::Kind::Stored, u"x"_s})->ok());
        qInstallMessageHandler(before);
        QVERIFY2(logged.filter(u"canary"_s).isEmpty(), qPrintable(logged.join(u'\n')));
    }

    void theFileStoreIsPrivateAndForgets()
    {
        const QString path = m_home.filePath(u"private/secrets.json"_s);
        const auto store = makeFileStore(path);
        QVERIFY(!store->warning().isEmpty());
        std::optional<base::Status> done;
        auto request = store->write(u"prom"_s, Secret("hunter2"), [&](base::Status s) { done = std::move(s); });
        QVERIFY(!done);
        QTRY_VERIFY(done && done->ok());
        const auto others = QFile::ReadGroup | QFile::ReadOther | QFile::WriteGroup | QFile::WriteOther;
        QCOMPARE(QFileInfo(path).permissions() & others, QFile::Permissions());
        QCOMPARE(QFileInfo(path).dir().exists(), true);
        QCOMPARE(QFileInfo(QFileInfo(path).absolutePath()).permissions() & (others | QFile::ExeOther),
                 QFile::Permissions());
        QCOMPARE(resolve({SecretRef::Kind::Stored, u"prom"_s}, store.get())->value().reveal(), QByteArray("hunter2"));
        done.reset();
        request = store->remove(u"prom"_s, [&](base::Status s) { done = std::move(s); });
        QTRY_VERIFY(done && done->ok());
        QVERIFY(!resolve({SecretRef::Kind::Stored, u"prom"_s}, store.get())->ok());
    }

    void aFileOthersCanReadIsRefused()
    {
        const QString path = m_home.filePath(u"open.json"_s);
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("{}");
        file.close();
        QVERIFY(file.setPermissions(QFile::ReadOwner | QFile::WriteOwner | QFile::ReadOther));
        const auto store = makeFileStore(path);
        const auto found = resolve({SecretRef::Kind::Stored, u"x"_s}, store.get());
        QVERIFY(found && !found->ok());
        QVERIFY(found->error().summary.contains(u"0600"_s));
    }

    void aDroppedRequestDeliversNothing()
    {
        bool delivered = false;
        auto slow = resolveSecret({SecretRef::Kind::Command, u"sleep 5"_s}, nullptr, this,
                                  [&](const auto &) { delivered = true; });
        auto quick =
            resolveSecret({SecretRef::Kind::Literal, u"x"_s}, nullptr, this, [&](const auto &) { delivered = true; });
        slow.cancel();
        quick.cancel();
        const auto other = resolve({SecretRef::Kind::Literal, u"y"_s});
        QVERIFY(other && other->ok());
        QVERIFY(!delivered);
    }

    void theKeychainAnswersOrSaysWhyNot()
    {
        const auto keychain = makeKeychainStore();
        if (!keychain)
            QSKIP("built without a keychain");
        const auto found = resolve({SecretRef::Kind::Stored, u"watchfloor-test-absent"_s}, keychain.get());
        QVERIFY(found && !found->ok());
        QVERIFY(!found->error().summary.isEmpty());
    }
};

QTEST_GUILESS_MAIN(TestSecrets)
#include "tst_secrets.moc"
