import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.codelibs.opensearch.runner.node.OpenSearchRunnerNode;
import org.opensearch.common.settings.Settings;
import org.opensearch.env.Environment;
import org.opensearch.node.InternalSettingsPreparer;
import org.opensearch.plugins.Plugin;

/** One OpenSearch node from plain jars, with modules from the class path. Arguments: its home folder, then the modules' classes. */
public class OpenSearchNode {
  public static void main(String[] arguments) throws Exception {
    Path home = Path.of(arguments[0]).toAbsolutePath();
    List<Class<? extends Plugin>> modules = new ArrayList<>();
    for (int i = 1; i < arguments.length; i++) modules.add(Class.forName(arguments[i]).asSubclass(Plugin.class));
    Settings settings = Settings.builder().put("path.home", home.toString()).build();
    Environment environment =
        InternalSettingsPreparer.prepareEnvironment(settings, Map.of(), home.resolve("config"), () -> "node-1");
    for (String folder : List.of("logs", "modules", "plugins")) Files.createDirectories(home.resolve(folder));
    OpenSearchRunnerNode node = new OpenSearchRunnerNode(environment, modules);
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> {
                  try {
                    node.close();
                  } catch (Exception failure) {
                    failure.printStackTrace();
                  }
                }));
    node.start();
    System.out.println("node started");
    new CountDownLatch(1).await();
  }
}
