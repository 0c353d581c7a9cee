// Prints how every package given as argument is found and loaded, by require and by import.
const load = async (name) => {
  const required = Object.keys(require(name)).filter((key) => key !== '__esModule');
  const imported = Object.keys(await import(name)).filter((key) => key !== 'default' && key !== 'module.exports');
  return {
    name,
    path: require.resolve(name),
    same: JSON.stringify(required.sort()) === JSON.stringify(imported.sort()),
    exports: imported.length,
  };
};

void Promise.all(process.argv.slice(2).map(load)).then((answers) => console.log(JSON.stringify(answers)));
