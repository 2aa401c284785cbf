// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/net/secrets/secretstore.h"

#ifdef WF_HAVE_KEYCHAIN
#include <QCoreApplication>
#include <QPointer>
#include <qt6keychain/keychain.h>

namespace wf::net {

using namespace Qt::StringLiterals;
using base::Done;
using base::ErrorKind;
using base::makeError;

namespace {
QString text(const char *source)
{
    return QCoreApplication::translate("Net", source);
}

base::Error keychainError(const QKeychain::Job &job, const QString &name)
{
    if (job.error() == QKeychain::EntryNotFound)
        return makeError(
            ErrorKind::Invalid,
            text("The keychain holds no secret called “%1”. Enter it again in the connection's settings.").arg(name));
    return makeError(ErrorKind::Storage,
                     text("The system keychain does not answer. Unlock it, or keep the secret in an environment "
                          "variable, a command or a file."),
                     job.errorString());
}

class KeychainStore final : public SecretStore {
public:
    async::Request read(const QString &name, SecretReply reply) override
    {
        auto *job = new QKeychain::ReadPasswordJob(service);
        return start(job, name, [job, name, reply = std::move(reply)] {
            if (job->error() != QKeychain::NoError)
                reply(keychainError(*job, name));
            else
                reply(Secret(job->binaryData()));
        });
    }
    async::Request write(const QString &name, const Secret &secret, SecretDone done) override
    {
        auto *job = new QKeychain::WritePasswordJob(service);
        job->setBinaryData(secret.reveal());
        return start(job, name, [job, name, done = std::move(done)] { finish(*job, name, done); });
    }
    async::Request remove(const QString &name, SecretDone done) override
    {
        auto *job = new QKeychain::DeletePasswordJob(service);
        return start(job, name, [job, name, done = std::move(done)] { finish(*job, name, done); });
    }
    [[nodiscard]] QString description() const override { return text("the system keychain"); }
    [[nodiscard]] QString warning() const override { return {}; }

private:
    inline static const QString service = u"watchfloor"_s;

    static void finish(const QKeychain::Job &job, const QString &name, const SecretDone &done)
    {
        if (job.error() != QKeychain::NoError)
            done(keychainError(job, name));
        else
            done(Done{});
    }
    template<class Finished>
    static async::Request start(QKeychain::Job *job, const QString &name, Finished finished)
    {
        job->setKey(name);
        job->setInsecureFallback(false);
        auto wanted = std::make_shared<bool>(true);
        QObject::connect(job, &QKeychain::Job::finished, job, [wanted, finished = std::move(finished)] {
            if (*wanted)
                finished();
        });
        job->start();
        return async::Request([wanted] { *wanted = false; });
    }
};
} // namespace

std::unique_ptr<SecretStore> makeKeychainStore()
{
    return std::make_unique<KeychainStore>();
}

} // namespace wf::net
#else
namespace wf::net {
std::unique_ptr<SecretStore> makeKeychainStore()
{
    return nullptr;
}
} // namespace wf::net
#endif
