// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/base/logging.h"

#include <QDir>
#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTemporaryDir>
#include <QTest>

#include <thread>
#include <vector>

using namespace wf::base;
using namespace Qt::StringLiterals;

class tst_Logging : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init();
    void aLineIsOneJsonObject();
    void nothingCanFakeALineOrMoveATerminal();
    void secretsAreRedacted();
    void theFileIsForItsOwnerOnly();
    void aSymbolicLinkIsNotWrittenThrough();
    void linesOfManyThreadsStayWhole();
    void fullFilesRotateAndThreeAreKept();

private:
    // Runs `work` with the handler on `m_file`, then gives the test's own handler back.
    template<class Work>
    void logging(Work work)
    {
        const auto before = qInstallMessageHandler(nullptr);
        installLogHandler(m_file);
        work();
        installLogHandler({});
        qInstallMessageHandler(before);
    }
    [[nodiscard]] QList<QByteArray> lines() const
    {
        QFile file(m_file);
        if (!file.open(QIODevice::ReadOnly))
            return {};
        auto all = file.readAll().split('\n');
        all.removeLast();
        return all;
    }
    std::unique_ptr<QTemporaryDir> m_dir;
    QString m_file;
};

void tst_Logging::init()
{
    m_dir = std::make_unique<QTemporaryDir>();
    m_file = m_dir->filePath(u"console.log"_s);
}

void tst_Logging::aLineIsOneJsonObject()
{
    logging([] { qCWarning(lcNet) << "loki does not answer"; });
    QCOMPARE(lines().size(), 1);
    const auto object = QJsonDocument::fromJson(lines().first()).object();
    QCOMPARE(object.value(u"level"_s).toString(), u"warning"_s);
    QCOMPARE(object.value(u"category"_s).toString(), u"wf.net"_s);
    QCOMPARE(object.value(u"message"_s).toString(), u"loki does not answer"_s);
    QVERIFY(object.value(u"time"_s).toString().endsWith(u'Z'));
}

void tst_Logging::nothingCanFakeALineOrMoveATerminal()
{
    const QString hostile = u"x\"}\n{\"level\":\"info\"}\r\x1b[2J\u202e\u200b\x9b"_s + QChar(0xd800) + u"\\ 🙂 é"_s;
    logging([&] { qCWarning(lcApp).noquote() << hostile; });
    QCOMPARE(lines().size(), 1);
    for (const char *bad : {"\x1b", "\r", "\u202e", "\u200b", "\u009b"})
        QVERIFY(!lines().first().contains(bad));
    const auto object = QJsonDocument::fromJson(lines().first()).object();
    QVERIFY(object.value(u"message"_s).toString().startsWith(u"x\"}\n{\"level\":\"info\"}\r\x1b[2J\u202e\u200b"_s));
}

void tst_Logging::secretsAreRedacted()
{
    logging([] { qCWarning(lcNet).noquote() << u"GET http://u:c4n4ry@h/ Authorization: Bearer c4n4ry-c4n4ry"_s; });
    QCOMPARE(lines().size(), 1);
    QVERIFY(lines().first().contains("[redacted]"));
    QVERIFY(!lines().first().contains("c4n4ry"));
}

void tst_Logging::theFileIsForItsOwnerOnly()
{
    logging([] { qCWarning(lcApp) << "x"; });
    QCOMPARE(QFile::permissions(m_file) & (QFile::ReadGroup | QFile::WriteGroup | QFile::ReadOther | QFile::WriteOther),
             QFile::Permissions());
}

void tst_Logging::aSymbolicLinkIsNotWrittenThrough()
{
    const QString target = m_dir->filePath(u"target"_s);
    QVERIFY(QFile::link(target, m_file));
    logging([] { qCDebug(lcApp) << "x"; });
    QVERIFY(!QFile::exists(target));
}

void tst_Logging::linesOfManyThreadsStayWhole()
{
    logging([] {
        std::vector<std::jthread> threads;
        for (int t = 0; t < 4; ++t)
            threads.emplace_back([] {
                for (int i = 0; i < 250; ++i)
                    qCWarning(lcStore) << "line" << i << QString(200, u'y');
            });
    });
    QCOMPARE(lines().size(), 1000);
    for (const auto &line : lines())
        QVERIFY(QJsonDocument::fromJson(line).isObject());
}

void tst_Logging::fullFilesRotateAndThreeAreKept()
{
    const QString longText(15'000, u'z');
    logging([&] {
        for (int i = 0; i < 3000; ++i) // 45 MB: five files' worth
            qCWarning(lcStore).noquote() << longText;
    });
    QCOMPARE(QDir(m_dir->path()).entryList(QDir::Files),
             (QStringList{u"console.log"_s, u"console.log.1"_s, u"console.log.2"_s, u"console.log.3"_s}));
    for (const auto &info : QDir(m_dir->path()).entryInfoList(QDir::Files)) {
        QVERIFY(info.size() <= 8 * 1024 * 1024);
        QVERIFY(!(info.permissions() & QFile::ReadOther));
    }
    QVERIFY(QFile(m_file + u".1"_s).size() > 7 * 1024 * 1024);
}

QTEST_GUILESS_MAIN(tst_Logging)
#include "tst_logging.moc"
