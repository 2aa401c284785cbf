// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/rules/saving/rulefiles.h"
#include "tests/support/failonwarning.h"

#include <QDir>
#include <QFileInfo>
#include <QTemporaryDir>
#include <QtTest/QtTest>

#include <csignal>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

using namespace wf;
using namespace Qt::StringLiterals;
using base::ErrorKind;

namespace {

void put(const QString &path, const QByteArray &text)
{
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    QCOMPARE(file.write(text), text.size());
}

bool yes()
{
    return true;
}

struct stat statOf(const QString &path)
{
    struct stat out {};
    ::stat(QFile::encodeName(path).constData(), &out);
    return out;
}

} // namespace

class TestRuleFiles : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init()
    {
        support::failOnAnyWarning();
        m_dir = std::make_unique<QTemporaryDir>();
        m_path = m_dir->filePath(u"a.yml"_s);
    }

    void modeAndOwnerStay()
    {
        put(m_path, "old");
        QVERIFY(::chmod(QFile::encodeName(m_path).constData(), 0664) == 0);
        const bool isRoot = ::geteuid() == 0;
        if (isRoot)
            QVERIFY(::chown(QFile::encodeName(m_path).constData(), 1234, 4321) == 0);
        const auto before = statOf(m_path);
        QVERIFY(engine::replaceRuleFile(m_path, "new", yes).ok());
        const auto after = statOf(m_path);
        QCOMPARE(*engine::readRuleBytes(m_path), QByteArray("new"));
        QCOMPARE(after.st_mode, before.st_mode);
        QCOMPARE(after.st_uid, before.st_uid);
        QCOMPARE(after.st_gid, before.st_gid);
        QCOMPARE(QDir(m_dir->path()).entryList(QDir::Files), QStringList{u"a.yml"_s});
    }

    void aNewFileCanBeReadByTheServer()
    {
        QVERIFY(engine::replaceRuleFile(m_path, "new", yes).ok());
        QCOMPARE(statOf(m_path).st_mode & 0777, mode_t{0644});
    }

    void aLinkStaysAndItsTargetIsReplaced()
    {
        QDir(m_dir->path()).mkdir(u"real"_s);
        const QString target = m_dir->filePath(u"real/a.yml"_s);
        put(target, "old");
        QVERIFY(QFile::link(u"real/a.yml"_s, m_path));
        QVERIFY(engine::replaceRuleFile(m_path, "new", yes).ok());
        QVERIFY(QFileInfo(m_path).isSymLink());
        QCOMPARE(*engine::readRuleBytes(target), QByteArray("new"));
    }

    void whatChangedMeanwhileIsNotOverwritten()
    {
        put(m_path, "old");
        const auto status = engine::replaceRuleFile(m_path, "new", [] { return false; });
        QCOMPARE(status.error().kind, ErrorKind::Invalid);
        QCOMPARE(*engine::readRuleBytes(m_path), QByteArray("old"));
        QCOMPARE(QDir(m_dir->path()).entryList(QDir::Files).size(), 1);
        QVERIFY(!engine::removeRuleFile(m_path, [] { return false; }).ok());
        QVERIFY(engine::removeRuleFile(m_path, yes).ok());
        QVERIFY(!QFileInfo::exists(m_path));
    }

    // kill -9 after the neighbour is on the disk and before it is renamed.
    void killedBetweenNeighbourAndRenameTheOldFileIsWhole()
    {
        put(m_path, "old");
        const pid_t child = ::fork();
        if (child == 0) {
            (void)engine::replaceRuleFile(m_path, "new", [] {
                ::kill(::getpid(), SIGKILL);
                return true;
            });
            ::_exit(0);
        }
        int status = 0;
        QCOMPARE(::waitpid(child, &status, 0), child);
        QVERIFY(WIFSIGNALED(status));
        QCOMPARE(*engine::readRuleBytes(m_path), QByteArray("old"));
        QVERIFY(engine::replaceRuleFile(m_path, "new", yes).ok());
        QCOMPARE(*engine::readRuleBytes(m_path), QByteArray("new"));
    }

    // A file may not grow beyond four bytes here, as on a full disk.
    void aFullDiskLeavesTheOldFile()
    {
        put(m_path, "old");
        struct rlimit former {};
        ::getrlimit(RLIMIT_FSIZE, &former);
        const auto handler = ::signal(SIGXFSZ, SIG_IGN);
        struct rlimit small = former;
        small.rlim_cur = 4;
        ::setrlimit(RLIMIT_FSIZE, &small);
        const auto status = engine::replaceRuleFile(m_path, "longer than that", yes);
        ::setrlimit(RLIMIT_FSIZE, &former);
        ::signal(SIGXFSZ, handler);
        QCOMPARE(status.error().kind, ErrorKind::Storage);
        QVERIFY(status.error().summary.contains(m_path));
        QCOMPARE(*engine::readRuleBytes(m_path), QByteArray("old"));
        QCOMPARE(QDir(m_dir->path()).entryList(QDir::Files), QStringList{u"a.yml"_s});
    }

    void saysWhyItMayNotWrite()
    {
        QVERIFY(engine::canReplaceFile(m_path).ok());
        QVERIFY(engine::canReplaceFile(m_dir->filePath(u"no/a.yml"_s)).error().summary.contains(u"no folder"_s));
        QVERIFY(engine::canReplaceFile(m_dir->path()).error().summary.contains(u"no file"_s));
        if (::geteuid() == 0)
            QSKIP("root may write everywhere");
        put(m_path, "old");
        QVERIFY(QFile::setPermissions(m_path, QFile::ReadOwner));
        QVERIFY(engine::canReplaceFile(m_path).error().summary.contains(m_path));
        QVERIFY(!engine::replaceRuleFile(m_path, "new", yes).ok());
        QVERIFY(QFile::setPermissions(m_path, QFile::ReadOwner | QFile::WriteOwner));
        QVERIFY(QFile::setPermissions(m_dir->path(), QFile::ReadOwner | QFile::ExeOwner));
        QVERIFY(engine::canReplaceFile(m_path).error().summary.contains(m_dir->path()));
        QVERIFY(QFile::setPermissions(m_dir->path(), QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner));
    }

    void aHugeFileAndAPipeAreNotRead()
    {
        QFile file(m_path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        QVERIFY(file.resize(engine::largestRuleFile + 1));
        QCOMPARE(engine::readRuleBytes(m_path).error().kind, ErrorKind::TooLarge);
        const QString pipe = m_dir->filePath(u"pipe"_s);
        QVERIFY(::mkfifo(QFile::encodeName(pipe).constData(), 0600) == 0);
        QCOMPARE(engine::readRuleBytes(pipe).error().kind, ErrorKind::Storage);
        QCOMPARE(engine::readRuleBytes(m_dir->filePath(u"none"_s)).error().kind, ErrorKind::NotFound);
    }

private:
    std::unique_ptr<QTemporaryDir> m_dir;
    QString m_path;
};

QTEST_GUILESS_MAIN(TestRuleFiles)
#include "tst_rulefiles.moc"
